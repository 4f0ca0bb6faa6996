import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

const settleMs = 200;

/**
 * The text of a search box, kept in the URL as `?search=` once it has stood still. `typed` is for the box, `search` for
 * the query; a link that changes the URL changes the box too.
 */
export const useSearchText = () => {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [typed, setTyped] = useState(search);
  const written = useRef(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (search === written.current) return;
    written.current = search;
    setTyped(search);
  }, [search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const setText = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      written.current = text.trim();
      setParams((before) => withParam(before, 'search', text.trim()), { replace: true, preventScrollReset: true });
    }, settleMs);
  };
  return { typed, search, setText };
};

/** The parameters with one set, or left out when it is empty. */
export const withParam = (before: URLSearchParams, name: string, value: string): URLSearchParams => {
  const after = new URLSearchParams(before);
  if (value === '') after.delete(name);
  else after.set(name, value);
  return after;
};
