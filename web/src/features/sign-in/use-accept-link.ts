import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { authEndpoints } from '../../../../contracts/identity.ts';
import { api, callPublic } from '../../lib/api.ts';
import { sessionQuery } from '../../lib/session.ts';

/** What a one-time link is for. */
export type LinkFacts = z.output<typeof authEndpoints.describeLink.reply>;

/** Nobody invited the first admin, so there is no address yet; an invitation is for one person. */
export const isFirstAdmin = ({ purpose }: LinkFacts): boolean => purpose === 'first-admin';

interface Chosen {
  email: string;
  name: string;
  password: string;
}

/** Uses a one-time link: the person is signed in and lands on the requests. */
export const useAcceptLink = (token: string, link: LinkFacts) => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ email, name, password }: Chosen) =>
      callPublic(authEndpoints.acceptLink, {
        body: { token, name, password, ...(isFirstAdmin(link) && { email }) },
      }),
    onSuccess: async (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, api.adopt(session));
      await navigate('/requests', { replace: true });
    },
  });
};
