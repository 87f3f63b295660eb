export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * 円。JavaScript で安全に扱える範囲（±9,007,199,254,740,991）の整数。32 ビットの Int には収まらない。
   * Whole yen, a safe integer (±9,007,199,254,740,991); too large for the 32-bit Int.
   */
  Yen: { input: number; output: number; }
  /**
   * 日付。YYYY-MM-DD。日本時間の暦日。
   * A calendar date in Asia/Tokyo, YYYY-MM-DD.
   */
  Date: { input: string; output: string; }
  /**
   * 日時。RFC 3339、UTC、ミリ秒まで（例 2026-04-01T00:00:00.000Z）。
   * A moment, RFC 3339 in UTC with milliseconds.
   */
  DateTime: { input: string; output: string; }
  /**
   * 地域コード。JIS X 0401 の都道府県 2 桁（16 = 富山県）または JIS X 0402 の市区町村 5 桁（16201 = 富山市）。00 は全国・県外。
   * An area: two digits of JIS X 0401 (16 = Toyama), five of JIS X 0401 and 0402 (16201 = Toyama City), or 00 for the nation and for anywhere outside the prefecture.
   */
  AreaCode: { input: string; output: string; }
  /**
   * 部局コード。サブグラフの名前と同じ小文字の英単語（例 welfare）。部局は後から増えるため列挙型にしない。
   * A department: the lower-case name of its subgraph. Not an enum, because departments join later.
   */
  DepartmentCode: { input: string; output: string; }
  /**
   * 日本標準産業分類（JSIC）の大分類から小分類までの符号（例 A, 01, 854）。ALL は全業種。
   * A code of the Japan Standard Industrial Classification, from division to group; ALL stands for every industry.
   */
  IndustryCode: { input: string; output: string; }
  /**
   * 会計年度の始まる年（2026 = 令和8年度）。入力に使う。
   * The year in which a fiscal year starts, for input.
   */
  FiscalYearNumber: { input: number; output: number; }
};

/**
 * 地域の種別。
 * The kind of an area.
 */
export type AreaKind =
  /** 全国・県外。 The nation, or anywhere outside the prefecture. */
  | 'NATION'
  /** 都道府県。 Prefecture. */
  | 'PREFECTURE'
  /** 市。 City. */
  | 'CITY'
  /** 町。 Town. */
  | 'TOWN'
  /** 村。 Village. */
  | 'VILLAGE';

/**
 * 対象者の大区分。
 * Person or organisation.
 */
export type BeneficiaryKind =
  /** 個人。 Person. */
  | 'PERSON'
  /** 組織。 Organisation. */
  | 'ORGANISATION';

/**
 * 富山モデルの四つの柱。
 * The four pillars of the Toyama model.
 */
export type Pillar =
  /** 人材確保。 Securing people. */
  | 'SECURING'
  /** 働き方改革。 Work-style reform. */
  | 'WORKSTYLE'
  /** 人材育成。 Developing people. */
  | 'DEVELOPMENT'
  /** 省力化・省人化。 Saving labour. */
  | 'LABOR_SAVING';

/**
 * 人材区分。人生の段階に応じて変わる。
 * Talent types; they change with a stage of life.
 */
export type TalentType =
  /** 主力人材。 Core talent. */
  | 'CORE'
  /** 支援人材。 Support talent. */
  | 'SUPPORT'
  /** 高度人材。 Advanced talent. */
  | 'ADVANCED';

/**
 * 政策手段。
 * Policy instrument.
 */
export type Instrument =
  /** 補助。 Subsidy. */
  | 'SUBSIDY'
  /** 給付。 Grant. */
  | 'GRANT'
  /** 貸付。 Loan. */
  | 'LOAN'
  /** 修学資金。 Study loan. */
  | 'SCHOLARSHIP_LOAN'
  /** 奨学金返還。 Scholarship repayment. */
  | 'SCHOLARSHIP_REPAYMENT'
  /** 税。 Tax. */
  | 'TAX'
  /** マッチング。 Matching. */
  | 'MATCHING'
  /** 相談。 Consultation. */
  | 'CONSULTATION'
  /** 研修・訓練。 Training. */
  | 'TRAINING'
  /** 就業体験。 Work experience. */
  | 'WORK_EXPERIENCE'
  /** 催し。 Event. */
  | 'EVENT'
  /** 情報発信。 Information. */
  | 'INFORMATION'
  /** 認定・登録。 Certification or registration. */
  | 'CERTIFICATION'
  /** 配置。 Placement of staff. */
  | 'STAFF_PLACEMENT'
  /** 施設・設備。 Facility or equipment. */
  | 'FACILITY'
  /** 教育。 Education. */
  | 'EDUCATION'
  /** 採用。 Recruitment. */
  | 'RECRUITMENT'
  /** 協定。 Agreement. */
  | 'AGREEMENT'
  /** 会議。 Council. */
  | 'COUNCIL'
  /** 規制・基準。 Regulation or guideline. */
  | 'REGULATION'
  /** 調査。 Survey. */
  | 'SURVEY'
  /** 実証。 Pilot. */
  | 'PILOT'
  /** 政策パッケージ。 Policy package. */
  | 'POLICY_PACKAGE';

/**
 * 施策・資源の状態。不明は null。
 * Where something is in its life; null where not stated.
 */
export type Lifecycle =
  /** 計画。 Planned. */
  | 'PLANNED'
  /** 実施中。 Active. */
  | 'ACTIVE'
  /** 休止。 Suspended. */
  | 'SUSPENDED'
  /** 終了。 Ended. */
  | 'ENDED';

/**
 * 予算の段階。
 * Stage of a budget figure.
 */
export type BudgetStage =
  /** 要求。 Requested. */
  | 'REQUESTED'
  /** 査定。 Assessed. */
  | 'ASSESSED'
  /** 当初。 Initial. */
  | 'INITIAL'
  /** 補正。 Supplementary. */
  | 'SUPPLEMENTARY'
  /** 繰越。 Carried over. */
  | 'CARRIED_OVER'
  /** 現額。 Current. */
  | 'CURRENT'
  /** 執行。 Executed. */
  | 'EXECUTED'
  /** 翌年度要求。 Requested for the next year. */
  | 'NEXT_REQUEST';

/**
 * 成果の段階。
 * Level of an outcome.
 */
export type OutcomeLevel =
  /** 活動。 Activity. */
  | 'ACTIVITY'
  /** 産出。 Output. */
  | 'OUTPUT'
  /** 短期成果。 Short-term outcome. */
  | 'SHORT_TERM'
  /** 中期成果。 Mid-term outcome. */
  | 'MID_TERM'
  /** 長期成果。 Long-term outcome. */
  | 'LONG_TERM';

/**
 * 給付・支援の種類。
 * Kind of benefit.
 */
export type BenefitKind =
  /** 金銭。 Cash. */
  | 'CASH'
  /** 貸付。 Loan. */
  | 'LOAN'
  /** 現物。 In kind. */
  | 'IN_KIND'
  /** 役務。 Service. */
  | 'SERVICE'
  /** 認定。 Certification. */
  | 'CERTIFICATION'
  /** 紹介・配置。 Placement. */
  | 'PLACEMENT'
  /** 研修・訓練。 Training. */
  | 'TRAINING';

/**
 * 上限額を数える単位。
 * What a cap is counted by.
 */
export type CapUnit =
  /** 事業・申請。 Project or application. */
  | 'PROJECT'
  /** 人。 Person. */
  | 'PERSON'
  /** 人・時間。 Person and hour. */
  | 'PERSON_HOUR'
  /** 人・日。 Person and day. */
  | 'PERSON_DAY'
  /** 人・月。 Person and month. */
  | 'PERSON_MONTH'
  /** 人・年。 Person and year. */
  | 'PERSON_YEAR'
  /** 事業者。 Company. */
  | 'COMPANY'
  /** 事業者・年。 Company and year. */
  | 'COMPANY_YEAR'
  /** 団体。 Group. */
  | 'GROUP'
  /** 日。 Day. */
  | 'DAY'
  /** 月。 Month. */
  | 'MONTH'
  /** 年。 Year. */
  | 'YEAR'
  /** 総額。 In total. */
  | 'TOTAL';

/**
 * 条件の組合せ方。
 * How conditions combine.
 */
export type EligibilityCombination =
  /** すべて。 All. */
  | 'ALL'
  /** いずれか。 Any. */
  | 'ANY'
  /** 否定。 Not. */
  | 'NOT';

/**
 * 条件の属性。
 * Attribute of a condition.
 */
export type EligibilityAttribute =
  /** 対象者の種類。 Kind of beneficiary. */
  | 'BENEFICIARY_KIND'
  /** 居住地。 Residence. */
  | 'RESIDENCE'
  /** 勤務地。 Workplace area. */
  | 'WORKPLACE_AREA'
  /** 年齢。 Age. */
  | 'AGE'
  /** 就業状態。 Employment status. */
  | 'EMPLOYMENT_STATUS'
  /** 従業員数。 Employees. */
  | 'EMPLOYEES'
  /** 資本金。 Capital. */
  | 'CAPITAL'
  /** 産業。 Industry. */
  | 'INDUSTRY'
  /** 認定・資格。 Certification. */
  | 'CERTIFICATION'
  /** 所得。 Income. */
  | 'INCOME'
  /** 世帯。 Household. */
  | 'HOUSEHOLD'
  /** 在留資格。 Residence status. */
  | 'RESIDENCE_STATUS'
  /** その他。 Other. */
  | 'OTHER';

/**
 * 比較。
 * Comparison.
 */
export type EligibilityOperator =
  /** 等しい。 Equals. */
  | 'EQUALS'
  /** 等しくない。 Does not equal. */
  | 'NOT_EQUALS'
  /** いずれかに含まれる。 Is one of. */
  | 'IN'
  /** 以上。 At least. */
  | 'AT_LEAST'
  /** 以下。 At most. */
  | 'AT_MOST'
  /** 超。 More than. */
  | 'MORE_THAN'
  /** 未満。 Less than. */
  | 'LESS_THAN';

/**
 * 併給調整の種類。
 * Kind of stacking rule.
 */
export type StackingRuleKind =
  /** 前提。 Requires. */
  | 'REQUIRES'
  /** いずれかが前提。 Requires one of. */
  | 'REQUIRES_ONE_OF'
  /** 併給不可。 Excludes. */
  | 'EXCLUDES'
  /** 同一経費は不可。 Excludes for the same cost. */
  | 'EXCLUDES_SAME_COST'
  /** 上乗せ。 Tops up. */
  | 'TOPS_UP'
  /** 上限を共有。 Shares a cap. */
  | 'SHARED_CAP'
  /** 置換え。 Replaces. */
  | 'REPLACES'
  /** 併給可。 Stackable. */
  | 'STACKABLE'
  /** 不明。 Unknown. */
  | 'UNKNOWN';

/**
 * 施策どうしの関係の種類。
 * Kind of relation.
 */
export type RelationKind =
  /** 統合先。 Consolidated into. */
  | 'CONSOLIDATED_INTO'
  /** 統合元。 Consolidated from. */
  | 'CONSOLIDATED_FROM'
  /** 分割先。 Split into. */
  | 'SPLIT_INTO'
  /** 分割元。 Split from. */
  | 'SPLIT_FROM'
  /** 親。 Parent. */
  | 'PARENT'
  /** 子。 Child. */
  | 'CHILD'
  /** 後継。 Succeeds. */
  | 'SUCCEEDS'
  /** 関連。 Related. */
  | 'RELATED'
  /** 前提。 Requires. */
  | 'REQUIRES'
  /** 類似。 Overlaps. */
  | 'OVERLAPS'
  /** 重複。 Duplicates. */
  | 'DUPLICATES'
  /** 補完。 Complements. */
  | 'COMPLEMENTS';

/**
 * 関係を示した者。
 * Who declared a relation.
 */
export type RelationDeclarer =
  /** 部局。 Department. */
  | 'DEPARTMENT'
  /** 監査。 Auditor. */
  | 'AUDITOR'
  /** 機械。 Machine. */
  | 'MACHINE';

/**
 * 人材シェアリング資源の種類。
 * Kind of talent resource.
 */
export type TalentResourceKind =
  /** スポットワーク。 Spot-work pool. */
  | 'SPOT_WORK_POOL'
  /** 人材バンク。 Talent bank. */
  | 'TALENT_BANK'
  /** 紹介・相談窓口。 Placement and advice desk. */
  | 'PLACEMENT_DESK'
  /** 在籍型出向。 Staff secondment. */
  | 'STAFF_SECONDMENT'
  /** 副業・兼業人材。 Side-job professionals. */
  | 'SIDE_JOB_REGISTRY'
  /** 専門家・事業者登録。 Expert registry. */
  | 'EXPERT_REGISTRY'
  /** 研修・訓練機関。 Training place. */
  | 'TRAINING_PLACE'
  /** 大学・高専。 University or college. */
  | 'UNIVERSITY'
  /** 学生の就業。 Student work. */
  | 'STUDENT_WORK'
  /** 業務切出し。 Task sharing. */
  | 'TASK_SHARING'
  /** 設備の共用。 Shared equipment. */
  | 'EQUIPMENT_POOL';

/**
 * 共有の形。
 * How a resource is shared.
 */
export type SharingMode =
  /** スポットワーク。 Spot work. */
  | 'SPOT'
  /** 紹介。 Placement. */
  | 'PLACEMENT'
  /** 在籍型出向。 Secondment. */
  | 'SECONDMENT'
  /** 副業・兼業。 Side job. */
  | 'SIDE_JOB'
  /** 専門家派遣。 Dispatch of experts. */
  | 'DISPATCH_OF_EXPERT'
  /** 職員派遣。 Staff across offices. */
  | 'CROSS_OFFICE_STAFF'
  /** 業務切出し。 Task split. */
  | 'TASK_SPLIT'
  /** 学生。 Students. */
  | 'STUDENTS'
  /** 訓練。 Training. */
  | 'TRAINING'
  /** 設備。 Equipment. */
  | 'EQUIPMENT'
  /** 相談。 Consultation. */
  | 'CONSULTATION'
  /** 共同研究。 Joint research. */
  | 'JOINT_RESEARCH';

/**
 * 人数を数える時間の単位。
 * The time a capacity counts.
 */
export type CapacityPeriod =
  /** 日。 Day. */
  | 'DAY'
  /** 週。 Week. */
  | 'WEEK'
  /** 月。 Month. */
  | 'MONTH'
  /** 年度。 Fiscal year. */
  | 'FISCAL_YEAR'
  /** 同時。 At the same time. */
  | 'AT_ONCE';

/**
 * 取扱区分。
 * Privacy level.
 */
export type PrivacyLevel =
  /** 公開。 Public. */
  | 'PUBLIC'
  /** 庁内。 Departments only. */
  | 'DEPARTMENTS'
  /** 限定。 Restricted. */
  | 'RESTRICTED';

/**
 * 利用者が直せる誤りの種類。
 * Kind of user error.
 */
export type UserErrorCode =
  /** 見つからない。 Not found. */
  | 'NOT_FOUND'
  /** 既にある。 Already exists. */
  | 'ALREADY_EXISTS'
  /** ほかの人が先に変更した。 Somebody else changed it first. */
  | 'STALE_VERSION'
  /** 値が正しくない。 A value is not valid. */
  | 'INVALID_VALUE'
  /** 既に終了している。 Already ended. */
  | 'ALREADY_ENDED';

/**
 * 対象者区分の閉じた一覧。
 * The closed list of target groups.
 */
export type TargetGroupCode =
  /** 県民・住民。 Residents. */
  | 'RESIDENTS'
  /** 若者。 Young people. */
  | 'YOUNG_PEOPLE'
  /** 中学生。 Lower-secondary students. */
  | 'LOWER_SECONDARY_STUDENTS'
  /** 高校生。 Upper-secondary students. */
  | 'UPPER_SECONDARY_STUDENTS'
  /** 大学生・学生。 University students and other students. */
  | 'UNIVERSITY_STUDENTS'
  /** 県外の学生。 Students outside the prefecture. */
  | 'STUDENTS_OUTSIDE_PREFECTURE'
  /** 訓練生・研修生・養成校生。 Trainees and training-school students. */
  | 'TRAINEES'
  /** 博士課程修了者。 Doctoral graduates. */
  | 'DOCTORAL_GRADUATES'
  /** 求職者。 Job seekers. */
  | 'JOB_SEEKERS'
  /** 離職者。 Unemployed. */
  | 'UNEMPLOYED'
  /** スポットワーカー。 Spot workers. */
  | 'SPOT_WORKERS'
  /** 従業員。 Employees. */
  | 'EMPLOYEES'
  /** 非正規雇用の人。 Non-regular workers. */
  | 'NON_REGULAR_WORKERS'
  /** エッセンシャルワーカー。 Essential workers. */
  | 'ESSENTIAL_WORKERS'
  /** 技能者。 Skilled workers. */
  | 'SKILLED_WORKERS'
  /** 専門・副業人材。 Professionals and side-job workers. */
  | 'PROFESSIONALS'
  /** 経営者。 Company managers. */
  | 'COMPANY_MANAGERS'
  /** 女性。 Women. */
  | 'WOMEN'
  /** 保護者・子育て中の人。 Parents. */
  | 'PARENTS'
  /** ひとり親。 Single parents. */
  | 'SINGLE_PARENTS'
  /** 子育て世帯。 Families with children. */
  | 'FAMILIES_WITH_CHILDREN'
  /** 高齢者・シニア。 Older people. */
  | 'OLDER_PEOPLE'
  /** 障害のある人。 Persons with disabilities. */
  | 'PERSONS_WITH_DISABILITIES'
  /** 社会や仕事から離れている人。 People away from work or society. */
  | 'PEOPLE_AWAY_FROM_WORK'
  /** 外国人材。 Foreign workers. */
  | 'FOREIGN_WORKERS'
  /** 外国人住民。 Foreign residents. */
  | 'FOREIGN_RESIDENTS'
  /** 移住者・移住を考える人。 Migrants and people considering migration. */
  | 'MIGRANTS'
  /** 県外の社会人。 Workers outside the prefecture. */
  | 'WORKERS_OUTSIDE_PREFECTURE'
  /** 就農希望者。 Would-be farmers. */
  | 'WOULD_BE_FARMERS'
  /** 農業者。 Farmers. */
  | 'FARMERS'
  /** 林業従事者・希望者。 Forestry workers and job seekers. */
  | 'FORESTRY_WORKERS'
  /** 狩猟者。 Hunters. */
  | 'HUNTERS'
  /** 創業者・創業希望者。 Founders. */
  | 'FOUNDERS'
  /** 後継者。 Successors. */
  | 'SUCCESSORS'
  /** 介護職員。 Care workers. */
  | 'CARE_WORKERS'
  /** 福祉従事者・希望者。 Welfare workers and job seekers. */
  | 'WELFARE_WORKERS'
  /** 看護職員。 Nurses. */
  | 'NURSES'
  /** 看護学生。 Nursing students. */
  | 'NURSING_STUDENTS'
  /** 医師。 Physicians. */
  | 'PHYSICIANS'
  /** 薬学生。 Pharmacy students. */
  | 'PHARMACY_STUDENTS'
  /** 医療従事者。 Medical staff. */
  | 'MEDICAL_STAFF'
  /** 保育士。 Nursery teachers. */
  | 'NURSERY_TEACHERS'
  /** 保育士をめざす学生。 Nursery-teacher students. */
  | 'NURSERY_TEACHER_STUDENTS'
  /** 教員。 Teachers. */
  | 'TEACHERS'
  /** 公務員・政策担当者。 Public officials. */
  | 'PUBLIC_OFFICIALS'
  /** 企業。 Companies. */
  | 'COMPANIES'
  /** 中小企業。 Small and medium enterprises. */
  | 'SMALL_AND_MEDIUM_ENTERPRISES'
  /** 小規模事業者。 Micro enterprises. */
  | 'MICRO_ENTERPRISES'
  /** 個人事業主。 Sole proprietors. */
  | 'SOLE_PROPRIETORS'
  /** 受入事業所。 Host workplaces. */
  | 'HOST_WORKPLACES'
  /** 製造業者。 Manufacturers. */
  | 'MANUFACTURERS'
  /** 建設業者。 Construction companies. */
  | 'CONSTRUCTION_COMPANIES'
  /** 運輸・物流事業者。 Transport companies and shippers. */
  | 'TRANSPORT_COMPANIES'
  /** 製薬企業。 Pharmaceutical companies. */
  | 'PHARMACEUTICAL_COMPANIES'
  /** ホテル・旅館。 Hotels and inns. */
  | 'LODGINGS'
  /** IT 事業者。 IT vendors. */
  | 'IT_VENDORS'
  /** 農業経営体。 Farm operators. */
  | 'FARM_OPERATORS'
  /** 林業事業体。 Forestry employers. */
  | 'FORESTRY_EMPLOYERS'
  /** 介護事業者。 Care providers. */
  | 'CARE_PROVIDERS'
  /** 福祉事業者。 Welfare providers. */
  | 'WELFARE_PROVIDERS'
  /** 医療機関・医療法人。 Hospitals and medical corporations. */
  | 'MEDICAL_INSTITUTIONS'
  /** 保育所。 Nurseries. */
  | 'NURSERIES'
  /** 学校。 Schools. */
  | 'SCHOOLS'
  /** 養成施設。 Training schools. */
  | 'TRAINING_SCHOOLS'
  /** 大学。 Universities. */
  | 'UNIVERSITIES'
  /** 組合。 Cooperatives. */
  | 'COOPERATIVES'
  /** 業界団体。 Trade bodies. */
  | 'TRADE_BODIES'
  /** 労働組合。 Unions. */
  | 'UNIONS'
  /** 監理団体・登録支援機関。 Supervising and registered support organisations. */
  | 'SUPERVISING_ORGANISATIONS'
  /** 創業支援機関。 Start-up supporters. */
  | 'STARTUP_SUPPORTERS'
  /** NPO・市民団体。 Non-profits and citizen groups. */
  | 'NONPROFITS'
  /** 行政機関。 Government. */
  | 'GOVERNMENT';

/** 日本語と英語の文言。 A text in Japanese and, where there is one, in English. */
export type LocalizedTextInput = {
  /** 日本語。 Japanese. */
  readonly ja: Scalars['String']['input'];
  /** 英語。 English. */
  readonly en?: InputMaybe<Scalars['String']['input']>;
};

/** 所管組織。 An organisation unit. */
export type OrganisationUnitInput = {
  /** 組織名。 The unit. */
  readonly name: LocalizedTextInput;
  /** 上位組織。 The body above it. */
  readonly parent?: InputMaybe<LocalizedTextInput>;
  /** 有効期間の初日。 First day. */
  readonly validFrom?: InputMaybe<Scalars['Date']['input']>;
  /** 有効期間の末日。 Last day. */
  readonly validTo?: InputMaybe<Scalars['Date']['input']>;
};

/** 実施組織。 An organisation that delivers. */
export type DeliveryOrganisationInput = {
  /** 名称。 Name. */
  readonly name: LocalizedTextInput;
  /** 法人番号。 The 13-digit corporate number. */
  readonly corporateNumber?: InputMaybe<Scalars['String']['input']>;
};

/** 出典。 A source. */
export type SourceInput = {
  /** 所在。 Where it is. */
  readonly url: Scalars['String']['input'];
  /** 題名。 Its title. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** 確認日。 When it was read. */
  readonly retrievedOn?: InputMaybe<Scalars['Date']['input']>;
};

/** 出典に書かれていた元の語。 A label as it stood in the source. */
export type OriginalLabelInput = {
  /** 項目。 The field it belongs to. */
  readonly field: Scalars['String']['input'];
  /** 元の語。 The label. */
  readonly text: Scalars['String']['input'];
};

/** 予算・決算の一つの数字。 One budget figure. */
export type BudgetInput = {
  /** 会計年度。 Fiscal year. */
  readonly fiscalYear: Scalars['FiscalYearNumber']['input'];
  /** 段階。 Stage. */
  readonly stage?: InputMaybe<BudgetStage>;
  /** 金額。 Amount in yen. */
  readonly amount: Scalars['Yen']['input'];
  /** 財源。 Funding source. */
  readonly fundingSource?: InputMaybe<Scalars['String']['input']>;
  /** 注記。 Note. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** 成果の一つの数字。 One outcome figure. */
export type OutcomeInput = {
  /** 段階。 Level. */
  readonly level?: InputMaybe<OutcomeLevel>;
  /** 指標。 Indicator. */
  readonly indicator: LocalizedTextInput;
  /** 単位。 Unit. */
  readonly unit?: InputMaybe<Scalars['String']['input']>;
  /** 基準値。 Baseline. */
  readonly baseline?: InputMaybe<Scalars['Float']['input']>;
  /** 目標値。 Target. */
  readonly target?: InputMaybe<Scalars['Float']['input']>;
  /** 実績値。 Actual. */
  readonly actual?: InputMaybe<Scalars['Float']['input']>;
  /** 会計年度。 Fiscal year. */
  readonly fiscalYear?: InputMaybe<Scalars['FiscalYearNumber']['input']>;
};

/** 給付・支援の内容。 What the beneficiary gets. */
export type BenefitInput = {
  /** 種類。 Kind. */
  readonly kind?: InputMaybe<BenefitKind>;
  /** 補助率。 Rate in per cent. */
  readonly ratePercent?: InputMaybe<Scalars['Float']['input']>;
  /** 下限額。 Lower bound, yen. */
  readonly floor?: InputMaybe<Scalars['Yen']['input']>;
  /** 上限額。 Cap, yen. */
  readonly cap?: InputMaybe<Scalars['Yen']['input']>;
  /** 上限の単位。 What the cap is counted by. */
  readonly capPer?: InputMaybe<CapUnit>;
  /** 対象経費。 Eligible costs. */
  readonly eligibleCosts?: InputMaybe<LocalizedTextInput>;
  /** 注記。 Note. */
  readonly note?: InputMaybe<LocalizedTextInput>;
};

/** 対象要件。 Eligibility. */
export type EligibilityInput = {
  /** 要件の木。 The tree. */
  readonly rule?: InputMaybe<EligibilityRuleInput>;
  /** 要件の文。 The text. */
  readonly humanText?: InputMaybe<LocalizedTextInput>;
  /** 人の確認が要るか。 Whether a person must check. */
  readonly needsHumanCheck?: Scalars['Boolean']['input'];
};

/** 要件の木の節。 A node of the tree: combine and children, or a condition. */
export type EligibilityRuleInput = {
  /** 組合せ方。 How the children combine. */
  readonly combine?: InputMaybe<EligibilityCombination>;
  /** 子の節。 Children. */
  readonly children?: ReadonlyArray<EligibilityRuleInput>;
  /** 条件。 The condition. */
  readonly condition?: InputMaybe<EligibilityConditionInput>;
};

/** 一つの条件。 One condition. */
export type EligibilityConditionInput = {
  /** 属性。 Attribute. */
  readonly attribute: EligibilityAttribute;
  /** 比較。 Operator. */
  readonly operator: EligibilityOperator;
  /** 値。 Value. */
  readonly value: Scalars['String']['input'];
  /** 単位。 Unit. */
  readonly unit?: InputMaybe<Scalars['String']['input']>;
};

/** 併給調整。 A stacking rule. */
export type StackingRuleInput = {
  /** 種類。 Kind. */
  readonly kind: StackingRuleKind;
  /** 相手の施策の ID。 The other measure's id. */
  readonly measureId?: InputMaybe<Scalars['ID']['input']>;
  /** 相手の名前。 Its name. */
  readonly name?: InputMaybe<LocalizedTextInput>;
  /** 及ぶ範囲。 Scope. */
  readonly scope?: InputMaybe<LocalizedTextInput>;
  /** 共有の上限額。 Shared limit, yen. */
  readonly limit?: InputMaybe<Scalars['Yen']['input']>;
};

/** 施策どうしの関係。 A relation. */
export type RelationInput = {
  /** 種類。 Kind. */
  readonly kind: RelationKind;
  /** 相手の施策の ID。 The other measure's id. */
  readonly measureId?: InputMaybe<Scalars['ID']['input']>;
  /** 相手の名前。 Its name. */
  readonly name?: InputMaybe<LocalizedTextInput>;
  /** 誰が示したか。 Who declared it. */
  readonly declaredBy?: RelationDeclarer;
  /** 根拠。 Evidence. */
  readonly evidence?: InputMaybe<LocalizedTextInput>;
};

/** 募集・受付期間。 A call for applications. */
export type CallPeriodInput = {
  /** 受付の初日。 First day. */
  readonly opensOn?: InputMaybe<Scalars['Date']['input']>;
  /** 受付の末日。 Last day. */
  readonly closesOn?: InputMaybe<Scalars['Date']['input']>;
  /** 注記。 Note. */
  readonly note?: InputMaybe<LocalizedTextInput>;
};

/** 使える時間。 When a resource can be used. */
export type AvailabilityPeriodInput = {
  /** 初日。 First day. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** 末日。 Last day. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
  /** 注記。 Note. */
  readonly note?: InputMaybe<LocalizedTextInput>;
};

/** 共有できる人数。 How many heads can be shared. */
export type CapacityInput = {
  /** 人数。 Heads. */
  readonly heads: Scalars['Int']['input'];
  /** 時間の単位。 Per which time. */
  readonly per?: InputMaybe<CapacityPeriod>;
  /** 注記。 Note. */
  readonly note?: InputMaybe<LocalizedTextInput>;
};

/** 施策・事業の契約項目。省いた項目は「不明」になる。 The contract fields of a measure; what is left out is unknown. */
export type MeasureInput = {
  /** 制度番号。 The measure's number, unique in its department. */
  readonly code: Scalars['String']['input'];
  /** 元制度番号。 The number of the measure it came from, in the same department. */
  readonly predecessorCode?: InputMaybe<Scalars['String']['input']>;
  /** 事業名。 Name. */
  readonly name: LocalizedTextInput;
  /** 正式名称。 Whether the name is official. */
  readonly officialName?: InputMaybe<Scalars['Boolean']['input']>;
  /** 概要。 Summary. */
  readonly summary?: InputMaybe<LocalizedTextInput>;
  /** 目的。 Purpose. */
  readonly purpose?: InputMaybe<LocalizedTextInput>;
  /** 現状・課題。 The issue it answers. */
  readonly issue?: InputMaybe<LocalizedTextInput>;
  /** 所管。 The unit in charge. */
  readonly ownerUnit?: InputMaybe<OrganisationUnitInput>;
  /** 実施組織。 Who delivers it. */
  readonly deliveryOrganisations?: InputMaybe<ReadonlyArray<DeliveryOrganisationInput>>;
  /** 柱。 Pillar. */
  readonly pillar?: InputMaybe<Pillar>;
  /** 人材区分。 Talent types. */
  readonly talentTypes?: InputMaybe<ReadonlyArray<TalentType>>;
  /** 手段。 Instrument. */
  readonly instrument?: InputMaybe<Instrument>;
  /** 状態。 Where it is in its life. */
  readonly lifecycle?: InputMaybe<Lifecycle>;
  /** 開始年度。 First fiscal year. */
  readonly startFiscalYear?: InputMaybe<Scalars['FiscalYearNumber']['input']>;
  /** 終了年度。 Last fiscal year. */
  readonly endFiscalYear?: InputMaybe<Scalars['FiscalYearNumber']['input']>;
  /** 確認年度。 The fiscal years for which a source attests it. */
  readonly attestedFiscalYears?: InputMaybe<ReadonlyArray<Scalars['FiscalYearNumber']['input']>>;
  /** 対象地域。 Areas. */
  readonly areas?: InputMaybe<ReadonlyArray<Scalars['AreaCode']['input']>>;
  /** 産業。 Industries. */
  readonly industries?: InputMaybe<ReadonlyArray<Scalars['IndustryCode']['input']>>;
  /** 職種。 Occupations. */
  readonly occupations?: InputMaybe<ReadonlyArray<LocalizedTextInput>>;
  /** 対象者。 Whom it addresses. */
  readonly targetGroups?: InputMaybe<ReadonlyArray<TargetGroupCode>>;
  /** 対象要件。 Who may use it. */
  readonly eligibility?: InputMaybe<EligibilityInput>;
  /** 給付。 What they get. */
  readonly benefits?: InputMaybe<ReadonlyArray<BenefitInput>>;
  /** 募集期間。 Calls. */
  readonly callPeriods?: InputMaybe<ReadonlyArray<CallPeriodInput>>;
  /** 法的根拠。 Legal basis. */
  readonly legalBasis?: InputMaybe<LocalizedTextInput>;
  /** 予算。 Budget figures. */
  readonly budgets?: InputMaybe<ReadonlyArray<BudgetInput>>;
  /** 成果。 Outcome figures. */
  readonly outcomes?: InputMaybe<ReadonlyArray<OutcomeInput>>;
  /** 関係。 Relations. */
  readonly relations?: InputMaybe<ReadonlyArray<RelationInput>>;
  /** 併給調整。 Stacking rules. */
  readonly stackingRules?: InputMaybe<ReadonlyArray<StackingRuleInput>>;
  /** 出典。 Sources; at least one. */
  readonly sources: ReadonlyArray<SourceInput>;
  /** 元の語。 Labels as the source had them. */
  readonly originalLabels?: ReadonlyArray<OriginalLabelInput>;
};

/** 人材シェアリング資源の契約項目。省いた項目は「不明」になる。 The contract fields of a talent resource; what is left out is unknown. */
export type TalentResourceInput = {
  /** 資源番号。 Its number, unique in its department. */
  readonly code: Scalars['String']['input'];
  /** 種類。 Kind; it decides the type. */
  readonly kind: TalentResourceKind;
  /** 名称。 Name. */
  readonly name: LocalizedTextInput;
  /** 概要。 Summary. */
  readonly summary?: InputMaybe<LocalizedTextInput>;
  /** 運営者。 Operator. */
  readonly operator?: InputMaybe<LocalizedTextInput>;
  /** 共有の形。 How it is shared. */
  readonly sharingModes?: InputMaybe<ReadonlyArray<SharingMode>>;
  /** 人材区分。 Talent types. */
  readonly talentTypes?: InputMaybe<ReadonlyArray<TalentType>>;
  /** 技能。 Skills. */
  readonly skills?: InputMaybe<ReadonlyArray<LocalizedTextInput>>;
  /** 対象者。 Whom it addresses. */
  readonly targetGroups?: InputMaybe<ReadonlyArray<TargetGroupCode>>;
  /** 対象地域。 Areas. */
  readonly areas?: InputMaybe<ReadonlyArray<Scalars['AreaCode']['input']>>;
  /** 産業。 Industries. */
  readonly industries?: InputMaybe<ReadonlyArray<Scalars['IndustryCode']['input']>>;
  /** 使える時間。 When it can be used. */
  readonly availability?: InputMaybe<ReadonlyArray<AvailabilityPeriodInput>>;
  /** 共有できる人数。 Capacity. */
  readonly capacity?: InputMaybe<ReadonlyArray<CapacityInput>>;
  /** 利用条件。 Conditions. */
  readonly conditions?: InputMaybe<LocalizedTextInput>;
  /** 取扱区分。 Privacy level. */
  readonly privacyLevel?: InputMaybe<PrivacyLevel>;
  /** 状態。 Where it is in its life. */
  readonly lifecycle?: InputMaybe<Lifecycle>;
  /** 予算。 Budget figures. */
  readonly budgets?: InputMaybe<ReadonlyArray<BudgetInput>>;
  /** 成果。 Outcome figures. */
  readonly outcomes?: InputMaybe<ReadonlyArray<OutcomeInput>>;
  /** 出典。 Sources; at least one. */
  readonly sources: ReadonlyArray<SourceInput>;
  /** 元の語。 Labels as the source had them. */
  readonly originalLabels?: ReadonlyArray<OriginalLabelInput>;
};

/**
 * ID で引けるもの。
 * Anything that can be found by its global id.
 */
export type Node = {
  /** ハブ全体で一意の不透明な ID。 Global and opaque. */
  readonly id: Scalars['ID']['output'];
};

/**
 * 施策・事業。一つの部局が所有し、会計年度をまたいで続く。
 * A measure: one programme of one department, with a life over fiscal years.
 */
export type Measure = {
  /** ハブ全体で一意の不透明な ID。 Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** 制度番号（部局の中で一意）。 The measure's number, unique in its department. */
  readonly code: Scalars['String']['output'];
  /** 版。変更のたびに 1 増える。 Version, one more at each change. */
  readonly version: Scalars['Int']['output'];
  /** 元制度番号に当たる施策の ID。 The measure it came from. */
  readonly predecessorId?: Maybe<Scalars['ID']['output']>;
  /** 事業名。 Name. */
  readonly name: LocalizedText;
  /** 正式名称か（false は説明的な名称）。 Whether the name is official; false marks a descriptive one. */
  readonly officialName?: Maybe<Scalars['Boolean']['output']>;
  /** 概要。 Summary. */
  readonly summary?: Maybe<LocalizedText>;
  /** 目的。 Purpose. */
  readonly purpose?: Maybe<LocalizedText>;
  /** 現状・課題。 The issue it answers. */
  readonly issue?: Maybe<LocalizedText>;
  /** 部局。 The department that owns it. */
  readonly department: Department;
  /** 所管。 The unit in charge. */
  readonly ownerUnit?: Maybe<OrganisationUnit>;
  /** 実施組織。 Who delivers it. */
  readonly deliveryOrganisations?: Maybe<ReadonlyArray<DeliveryOrganisation>>;
  /** 柱。 Pillar. */
  readonly pillar?: Maybe<Pillar>;
  /** 人材区分。 Talent types. */
  readonly talentTypes?: Maybe<ReadonlyArray<TalentType>>;
  /** 手段。 Instrument. */
  readonly instrument?: Maybe<Instrument>;
  /** 状態。 Where it is in its life. */
  readonly lifecycle?: Maybe<Lifecycle>;
  /** 開始年度。 First fiscal year. */
  readonly startFiscalYear?: Maybe<FiscalYear>;
  /** 終了年度。 Last fiscal year. */
  readonly endFiscalYear?: Maybe<FiscalYear>;
  /** 確認年度。出典で実施が確かめられる年度。 The fiscal years for which a source attests it. */
  readonly attestedFiscalYears?: Maybe<ReadonlyArray<FiscalYear>>;
  /** 対象地域。 Areas. */
  readonly areas?: Maybe<ReadonlyArray<Area>>;
  /** 産業。 Industries. */
  readonly industries?: Maybe<ReadonlyArray<Industry>>;
  /** 職種。 Occupations. */
  readonly occupations?: Maybe<ReadonlyArray<LocalizedText>>;
  /** 対象者。 Whom it addresses. */
  readonly targetGroups?: Maybe<ReadonlyArray<TargetGroup>>;
  /** 対象要件。 Who may use it. */
  readonly eligibility?: Maybe<Eligibility>;
  /** 給付・支援の内容。 What they get. */
  readonly benefits?: Maybe<ReadonlyArray<Benefit>>;
  /** 募集期間。 Calls. */
  readonly callPeriods?: Maybe<ReadonlyArray<CallPeriod>>;
  /** 法的根拠。 Legal basis. */
  readonly legalBasis?: Maybe<LocalizedText>;
  /** 予算。 Budget figures. */
  readonly budgets?: Maybe<ReadonlyArray<Budget>>;
  /** 成果。 Outcome figures. */
  readonly outcomes?: Maybe<ReadonlyArray<Outcome>>;
  /** ほかの施策との関係。 Relations. */
  readonly relations?: Maybe<ReadonlyArray<Relation>>;
  /** 併給調整。 Stacking rules. */
  readonly stackingRules?: Maybe<ReadonlyArray<StackingRule>>;
  /** 出典。 Sources. */
  readonly sources: ReadonlyArray<Source>;
  /** 出典に書かれていた元の語。 Labels as the source had them. */
  readonly originalLabels: ReadonlyArray<OriginalLabel>;
  /** 最終更新。 Last change. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** データの質。 Data quality. */
  readonly dataQuality: DataQuality;
};

/**
 * 人材シェアリング資源。分野を越えて使える人の時間、登録名簿、職、講座、場所、設備。人そのものは含まない。
 * A talent resource: people's time, a pool, a post, a course, a place or equipment that can be used across fields. Never a person.
 */
export type TalentResource = {
  /** ハブ全体で一意の不透明な ID。 Global and opaque. */
  readonly id: Scalars['ID']['output'];
  /** 資源番号（部局の中で一意）。 Its number, unique in its department. */
  readonly code: Scalars['String']['output'];
  /** 版。変更のたびに 1 増える。 Version, one more at each change. */
  readonly version: Scalars['Int']['output'];
  /** 名称。 Name. */
  readonly name: LocalizedText;
  /** 概要。 Summary. */
  readonly summary?: Maybe<LocalizedText>;
  /** 部局。 The department that owns it. */
  readonly department: Department;
  /** 種類。 Kind. */
  readonly kind: TalentResourceKind;
  /** 運営者。 Operator. */
  readonly operator?: Maybe<LocalizedText>;
  /** 共有の形。 How it is shared. */
  readonly sharingModes?: Maybe<ReadonlyArray<SharingMode>>;
  /** 人材区分。 Talent types. */
  readonly talentTypes?: Maybe<ReadonlyArray<TalentType>>;
  /** 技能。 Skills. */
  readonly skills?: Maybe<ReadonlyArray<LocalizedText>>;
  /** 対象者。 Whom it addresses. */
  readonly targetGroups?: Maybe<ReadonlyArray<TargetGroup>>;
  /** 対象地域。 Areas. */
  readonly areas?: Maybe<ReadonlyArray<Area>>;
  /** 産業。 Industries. */
  readonly industries?: Maybe<ReadonlyArray<Industry>>;
  /** 使える時間。 When it can be used. */
  readonly availability?: Maybe<ReadonlyArray<AvailabilityPeriod>>;
  /** 共有できる人数。 Capacity. */
  readonly capacity?: Maybe<ReadonlyArray<Capacity>>;
  /** 利用条件。 Conditions. */
  readonly conditions?: Maybe<LocalizedText>;
  /** 取扱区分。 Privacy level. */
  readonly privacyLevel?: Maybe<PrivacyLevel>;
  /** 状態。 Where it is in its life. */
  readonly lifecycle?: Maybe<Lifecycle>;
  /** 予算。 Budget figures. */
  readonly budgets?: Maybe<ReadonlyArray<Budget>>;
  /** 成果。 Outcome figures. */
  readonly outcomes?: Maybe<ReadonlyArray<Outcome>>;
  /** 出典。 Sources. */
  readonly sources: ReadonlyArray<Source>;
  /** 出典に書かれていた元の語。 Labels as the source had them. */
  readonly originalLabels: ReadonlyArray<OriginalLabel>;
  /** 最終更新。 Last change. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** データの質。 Data quality. */
  readonly dataQuality: DataQuality;
};

/**
 * 日本語と英語の文言。英語は無いこともある。
 * A text in Japanese and, where there is one, in English.
 */
export type LocalizedText = {
  /** 日本語。 Japanese. */
  readonly ja: Scalars['String']['output'];
  /** 英語。無ければ null。 English, null where there is none. */
  readonly en?: Maybe<Scalars['String']['output']>;
};

/**
 * 会計年度（4 月 1 日から翌年 3 月 31 日）。
 * A fiscal year, 1 April to 31 March.
 */
export type FiscalYear = {
  /** 始まる年（2026 = 令和8年度）。 The year in which it starts. */
  readonly year: Scalars['Int']['output'];
  /** 表示名（令和8年度 / FY2026）。 Its label. */
  readonly label: LocalizedText;
};

/**
 * 部局。サブグラフの所有者。
 * A department, the owner of a subgraph.
 */
export type Department = {
  /** 部局コード。 Its code. */
  readonly code: Scalars['DepartmentCode']['output'];
  /** 名称。 Its name. */
  readonly name: LocalizedText;
};

/**
 * 所管組織。課や室は部局の間を移るため、有効期間を持つ。
 * An organisation unit. Sections move between departments, so it is valid for a time.
 */
export type OrganisationUnit = {
  /** 組織名（例 労働政策課）。 The unit. */
  readonly name: LocalizedText;
  /** 上位組織（例 商工労働部）。 The body above it. */
  readonly parent?: Maybe<LocalizedText>;
  /** 有効期間の初日。 First day. */
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  /** 有効期間の末日。 Last day. */
  readonly validTo?: Maybe<Scalars['Date']['output']>;
};

/**
 * 実施・対象地域。
 * An area.
 */
export type Area = {
  /** 地域コード。 Its code. */
  readonly code: Scalars['AreaCode']['output'];
  /** 種別。 What it is. */
  readonly kind: AreaKind;
  /** 名称。 Its name. */
  readonly name: LocalizedText;
  /** 全国地方公共団体コード（検査数字付き 6 桁）。 The six-digit local government code with its check digit. */
  readonly localGovernmentCode?: Maybe<Scalars['String']['output']>;
};

/**
 * 産業。
 * An industry.
 */
export type Industry = {
  /** 日本標準産業分類の符号。 Its JSIC code. */
  readonly code: Scalars['IndustryCode']['output'];
  /** 名称。 Its name. */
  readonly name: LocalizedText;
};

/**
 * 対象者区分（大区分 個人・組織 と 小区分の二段）。
 * A target group: person or organisation, then the group.
 */
export type TargetGroup = {
  /** 区分。 The group. */
  readonly code: TargetGroupCode;
  /** 個人か組織か。 Person or organisation. */
  readonly kind: BeneficiaryKind;
  /** 名称。 Its name. */
  readonly name: LocalizedText;
};

/**
 * 出典に書かれていた元の語。閉じた一覧に読み替えても失わない。
 * A label as it stood in the source, kept beside the closed list it was mapped to.
 */
export type OriginalLabel = {
  /** 項目（例 targetGroups）。 The field it belongs to. */
  readonly field: Scalars['String']['output'];
  /** 元の語。 The label. */
  readonly text: Scalars['String']['output'];
};

/**
 * 出典。
 * A source.
 */
export type Source = {
  /** 所在。 Where it is. */
  readonly url: Scalars['String']['output'];
  /** 題名。 Its title. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** 確認日。 When it was read. */
  readonly retrievedOn?: Maybe<Scalars['Date']['output']>;
};

/**
 * 予算・決算の一つの数字。段階や出典の異なる数字が並び立つ。
 * One budget figure; figures of different stage and source stand side by side.
 */
export type Budget = {
  /** 会計年度。 Fiscal year. */
  readonly fiscalYear: FiscalYear;
  /** 段階。不明なら null。 Stage, null where not stated. */
  readonly stage?: Maybe<BudgetStage>;
  /** 金額（円）。 Amount in yen. */
  readonly amount: Scalars['Yen']['output'];
  /** 財源。 Funding source. */
  readonly fundingSource?: Maybe<Scalars['String']['output']>;
  /** この数字の注記や出典。 Note or source of this figure. */
  readonly note?: Maybe<Scalars['String']['output']>;
};

/**
 * 成果の一つの数字。
 * One outcome figure.
 */
export type Outcome = {
  /** 段階。 Level. */
  readonly level?: Maybe<OutcomeLevel>;
  /** 指標。 Indicator. */
  readonly indicator: LocalizedText;
  /** 単位。 Unit. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** 基準値。 Baseline. */
  readonly baseline?: Maybe<Scalars['Float']['output']>;
  /** 目標値。 Target. */
  readonly target?: Maybe<Scalars['Float']['output']>;
  /** 実績値。 Actual. */
  readonly actual?: Maybe<Scalars['Float']['output']>;
  /** 会計年度。 Fiscal year. */
  readonly fiscalYear?: Maybe<FiscalYear>;
};

/**
 * 給付・支援の内容。
 * What the beneficiary gets.
 */
export type Benefit = {
  /** 種類。 Kind. */
  readonly kind?: Maybe<BenefitKind>;
  /** 補助率（%）。 Rate in per cent. */
  readonly ratePercent?: Maybe<Scalars['Float']['output']>;
  /** 金額・下限（円）。 Lower bound, yen. */
  readonly floor?: Maybe<Scalars['Yen']['output']>;
  /** 上限額（円）。 Cap, yen. */
  readonly cap?: Maybe<Scalars['Yen']['output']>;
  /** 上限の単位。 What the cap is counted by. */
  readonly capPer?: Maybe<CapUnit>;
  /** 対象経費。 Eligible costs. */
  readonly eligibleCosts?: Maybe<LocalizedText>;
  /** 注記（例 コース名）。 Note, such as the course. */
  readonly note?: Maybe<LocalizedText>;
};

/**
 * 対象要件。機械で判断できる木と、人が読む文。
 * Eligibility: a tree that a machine can judge and the text a person reads.
 */
export type Eligibility = {
  /** 要件の木。無ければ null。 The tree, null where there is none. */
  readonly rule?: Maybe<EligibilityRule>;
  /** 要件の文。 The text. */
  readonly humanText?: Maybe<LocalizedText>;
  /** 人の確認が要るか。 Whether a person must check. */
  readonly needsHumanCheck: Scalars['Boolean']['output'];
};

/**
 * 要件の木の節。組合せ（ALL・ANY・NOT）か、一つの条件か。
 * A node of the tree: a combination, or one condition.
 */
export type EligibilityRule = {
  /** 組合せ方。条件の節では null。 How the children combine; null on a condition. */
  readonly combine?: Maybe<EligibilityCombination>;
  /** 子の節。 Children. */
  readonly children: ReadonlyArray<EligibilityRule>;
  /** 条件。 The condition. */
  readonly condition?: Maybe<EligibilityCondition>;
};

/**
 * 一つの条件。
 * One condition.
 */
export type EligibilityCondition = {
  /** 属性。 Attribute. */
  readonly attribute: EligibilityAttribute;
  /** 比較。 Operator. */
  readonly operator: EligibilityOperator;
  /** 値。 Value. */
  readonly value: Scalars['String']['output'];
  /** 単位。 Unit. */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/**
 * 併給調整。ほかの施策と併せて使えるか。
 * How a measure combines with others.
 */
export type StackingRule = {
  /** 種類。 Kind. */
  readonly kind: StackingRuleKind;
  /** 相手の施策の ID（ハブにあるとき）。 The other measure, if the hub has it. */
  readonly measureId?: Maybe<Scalars['ID']['output']>;
  /** 相手の名前。 Its name. */
  readonly name?: Maybe<LocalizedText>;
  /** 及ぶ範囲。 Scope. */
  readonly scope?: Maybe<LocalizedText>;
  /** 共有の上限額（円）。 Shared limit, yen. */
  readonly limit?: Maybe<Scalars['Yen']['output']>;
};

/**
 * 施策どうしの関係。
 * A relation to another measure.
 */
export type Relation = {
  /** 種類。 Kind. */
  readonly kind: RelationKind;
  /** 相手の施策の ID（ハブにあるとき）。 The other measure, if the hub has it. */
  readonly measureId?: Maybe<Scalars['ID']['output']>;
  /** 相手の名前。 Its name. */
  readonly name?: Maybe<LocalizedText>;
  /** 誰が示したか。 Who declared it. */
  readonly declaredBy: RelationDeclarer;
  /** 根拠。 Evidence. */
  readonly evidence?: Maybe<LocalizedText>;
};

/**
 * 募集・受付期間。
 * A call for applications.
 */
export type CallPeriod = {
  /** 受付の初日。 First day. */
  readonly opensOn?: Maybe<Scalars['Date']['output']>;
  /** 受付の末日。 Last day. */
  readonly closesOn?: Maybe<Scalars['Date']['output']>;
  /** 注記（例 第3次公募）。 Note. */
  readonly note?: Maybe<LocalizedText>;
};

/**
 * 実施・運営組織。
 * An organisation that delivers.
 */
export type DeliveryOrganisation = {
  /** 名称。 Name. */
  readonly name: LocalizedText;
  /** 法人番号（13 桁）。 The 13-digit corporate number. */
  readonly corporateNumber?: Maybe<Scalars['String']['output']>;
};

/**
 * データの質。何が書かれていないかを隠さない。
 * Data quality: what is not stated is shown.
 */
export type DataQuality = {
  /** 契約の任意項目のうち値のある割合（0 から 1）。 The share of optional contract fields that are stated. */
  readonly completeness: Scalars['Float']['output'];
  /** 値の無い任意項目の名前。 The names of those that are not. */
  readonly missingFields: ReadonlyArray<Scalars['String']['output']>;
};

/**
 * 共有資源を使える時間帯。
 * When a resource can be used.
 */
export type AvailabilityPeriod = {
  /** 初日。 First day. */
  readonly from?: Maybe<Scalars['Date']['output']>;
  /** 末日。 Last day. */
  readonly to?: Maybe<Scalars['Date']['output']>;
  /** 曜日・時間などの注記。 Weekdays, hours and the like. */
  readonly note?: Maybe<LocalizedText>;
};

/**
 * 共有できる人数。
 * How many heads can be shared.
 */
export type Capacity = {
  /** 人数。 Heads. */
  readonly heads: Scalars['Int']['output'];
  /** 時間の単位。 Per which time. */
  readonly per?: Maybe<CapacityPeriod>;
  /** 注記。 Note. */
  readonly note?: Maybe<LocalizedText>;
};

/**
 * ページ情報（Relay）。
 * Page information, as Relay defines it.
 */
export type PageInfo = {
  /** 次のページがあるか。 Whether more follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** 前のページがあるか。 Whether more precede. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** 先頭の位置。 Cursor of the first edge. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** 末尾の位置。 Cursor of the last edge. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * 利用者が直せる誤り。
 * A mistake that the caller can mend.
 */
export type UserError = {
  /** 誤りの種類。 Kind. */
  readonly code: UserErrorCode;
  /** 何がどうなぜ、どう直すか。 What, where and what to do. */
  readonly message: LocalizedText;
  /** 入力の中の場所。 Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};
