/** Words and texts of the sample: ordinary ones, and a few that exporters stumble over. */

function words(list: string): string[] {
  return list.trim().split(/\s*\|\s*/)
}

/** What a scope of work or a request for proposal is about. */
export const SUBJECTS = words(`
  Annual audit | Payroll review | Tax advisory | Network migration | Warehouse safety survey |
  Façade restoration | Fleet telematics | Data retention policy | Identity roll-out |
  Supplier onboarding | Laboratory fit-out | Energy assessment | Translation services |
  Clinical trial monitoring | Harbour dredging | Educación continua | Überprüfung der Anlagen |
  Étude de marché | Łódź depot refit | Аудит безопасности | 東京オフィス改修 | 数据迁移 | مراجعة العقود |
  ביקורת פנים | नेटवर्क विस्तार | การฝึกอบรม | 인력 계획 | Ναυτιλιακός έλεγχος | Catering | Archive scanning
`)

/** Where it takes place. */
export const PLACES = words(`
  head office | north region | Rotterdam | São Paulo | Zürich | Montréal | Reykjavík | Київ | 大阪 | القاهرة |
  Hà Nội | all sites | building 7 | line 4 | remote | Kraków | Ærø | İzmir | Nuuk | "Old Mill"
`)

export const COMPANIES = words(`
  Acme | Northwind | Müller & Söhne | Société Générale d'Études | Łukasiewicz | Ōkami 株式会社 | Вектор |
  شركة النور | קבוצת אלון | Globex, Inc. | O'Brien Partners | Ærlig A/S | Ångström | Contoso | Umbra |
  Green "Leaf" Co. | सूर्य उद्योग | บริษัท สยาม | 한빛 | Ελλάς
`)

export const SERVICES = words(`
  Accounting | Auditing | Architecture | Catering | Cleaning | Cloud hosting | Compliance | Construction |
  Consulting | Data entry | Design | Digitisation | Education | Electrical work | Engineering | Events |
  Facilities | Fleet | Forensics | Graphic design | Health & safety | HR, payroll | Insurance | IT support |
  Landscaping | Legal | Logistics | Maintenance | Marketing | Mediation | Moving | Networking | Photography |
  Plumbing | Printing | Procurement | Quality | Recruiting | Research | Roofing | Security | Software |
  Surveying | Telephony | Testing | Training | Translation | Travel | Warehousing | Waste
`)

export const GIVEN_NAMES = words(`
  Anna | Björn | Chloé | Dimitris | Łucja | José | Ngọc | Özgür | Siân | Zoë | Иван | Ольга | Γιώργος | 太郎 | 美咲 |
  伟 | 秀英 | 지훈 | محمد | فاطمة | דוד | נועה | प्रिया | สมชาย | Māra
`)

export const FAMILY_NAMES = words(`
  Smith | O'Neill | García-López | Müller | Nguyễn | Öztürk | Þórsson | Kowalski | d'Arc | Иванов | Παπαδόπουλος |
  山田 | 王 | 김 | الحسن | כהן | शर्मा | ใจดี | Bērziņš | van der Berg
`)

/** Texts that break careless exporters. U+0000 is missing since PostgreSQL can't store it. */
export const ODD_TEXTS: string[] = [
  '',
  ' ',
  '  leading and trailing  ',
  'NULL',
  'say "hi", ok',
  'semi;colon, comma\tand tab',
  'first line\nsecond line',
  'first line\r\nsecond line',
  'Acme\rEast',
  '"',
  '=1+1',
  '=HYPERLINK("http://example.com/","click")',
  '+442079460123',
  '-5.00',
  '-2+3',
  '@sum',
  '\tstarts with a tab',
  '00042',
  '1E5',
  '712345678901234567',
  '2026-03-29',
  'TRUE',
  '_x0041_',
  'rev_x000D_2',
  '_x005F_',
  'a_b',
  'axb',
  '50%',
  '500',
  'back\\slash',
  'Robert\'); DROP TABLE "Users";--',
  '<b>bold</b> & <script>',
  ']]>',
  '{{7*7}} ${7*7}',
  'a\u0001b',
  'a\u000Bb',
  'a\u001Bb',
  'a\u007Fb',
  'a\uFFFEb',
  'a\uFFFFb',
  '\uFEFFstarts with a byte-order mark',
  'line\u2028separator',
  'zero\u200Bwidth and soft\u00ADhyphen',
  'turned \u202Eround\u202C again',
  'decomposed e\u0301, o\u0308',
  'ﬁnancial ﬁle, ½, №, ™',
  '😀 👩‍👩‍👧‍👦 🇳🇴 👍🏽',
  '𝒳 and 𠜎 beyond the basic plane',
  'مرحبا World 123 בדיקה',
  'ภาษาไทยไม่มีช่องว่างระหว่างคำ',
  '中文、日本語、한국어',
  'Łódź → €5 ≤ ∞',
  'STRASSE straße İstanbul ısı ΣΊΣΥΦΟΣ',
  'unbroken'.repeat(60),
]

/** How many signs the longest texts have: one more than a cell of a workbook may hold. */
export const LONGEST_TEXT = 32_768

/** Instants around changes of the clock, and others at which date code breaks. */
export const ODD_INSTANTS: string[] = [
  '2026-03-08T06:59:59.999999Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T05:30:00Z',
  '2026-11-01T06:30:00Z',
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-04-04T15:59:59.999999Z',
  '2024-02-29T23:59:59.999999Z',
  '2025-12-31T10:00:00Z',
  '2026-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59.9999Z',
  '1900-02-28T12:00:00Z',
  '1899-12-31T00:00:00Z',
  '1883-11-18T17:00:00Z',
]

export const ODD_DAYS: string[] = [
  '2026-03-08',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
  '2024-02-29',
  '1970-01-01',
  '1900-03-01',
  '1900-02-28',
  '1899-12-31',
  '1752-09-14',
  '9999-12-31',
]

export const CURRENCIES = ['EUR', 'USD', 'GBP', 'JPY', 'CHF', 'PLN', 'KWD', 'BRL']

export const TIME_ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Pacific/Kiritimati',
  'America/St_Johns',
  'Australia/Lord_Howe',
]
