export type FiveStepsActivities = typeof fiveStepsActivities;

export const fiveStepsActivities = {
  step: async (total: number): Promise<number> => total + 1,
};
