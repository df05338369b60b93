/** The addresses of a campaign's reward triggers. */
export const ruleHref = (campaignId: string, ruleId: string) => `/campaigns/${campaignId}/rewards/${ruleId}`;
export const addRuleHref = (campaignId: string) => `/campaigns/${campaignId}/rewards/create`;
export const rewardsOfRuleHref = (ruleId: string) => `/rewards?rule=${ruleId}`;
export const versionsUrl = (ruleId: string) => `/api/ui/reward-rules/${ruleId}/versions`;
