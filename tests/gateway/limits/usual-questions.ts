/** What a portal asks: none of it may be refused. */

export const listOfHundred = `{ measures(first: 100) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id code name { ja en } summary { ja } department { code name { ja } } ownerUnit { name { ja } } pillar lifecycle
    areas { code name { ja } } targetGroups { code name { ja } } industries { code } sources { url }
    ... on EmploymentMeasure { paymentTrigger } ... on WelfareMeasure { writeOffYears } } } }`;

export const everyField = `id code version name { ja en } summary { ja en } purpose { ja en } issue { ja en } department { code name { ja en } }
  ownerUnit { name { ja en } parent { ja en } } deliveryOrganisations { name { ja en } corporateNumber } pillar talentTypes instrument
  lifecycle areas { code name { ja en } kind } industries { code name { ja en } } occupations { ja en } targetGroups { code name { ja en } }
  benefits { kind ratePercent cap note { ja en } eligibleCosts { ja en } } callPeriods { opensOn closesOn note { ja en } }
  budgets { fiscalYear { label { ja en } } stage amount fundingSource } outcomes { level indicator { ja en } unit target actual }
  relations { kind declaredBy name { ja en } } stackingRules { kind name { ja en } } sources { url title } originalLabels { field text }`;
