/**
 * Every fault an imported file can have: how grave it is and which parameters its sentence is given besides the
 * fault's own file, line, column and value. An error keeps its school (or, where it belongs to none, the whole file)
 * from being imported. The comment says what happened; the dashboard holds a sentence for each in every language.
 */
export const IMPORT_FAULTS = {
  // The upload
  /** nothing in it */
  'file-empty': { level: 'error', params: [] },
  /** larger than `limit` megabytes */
  'file-too-large': { level: 'error', params: ['limit'] },
  /** neither zip, CSV nor XLSX */
  'file-type-unknown': { level: 'error', params: [] },
  /** cannot be unpacked, or ends too early */
  'zip-broken': { level: 'error', params: [] },
  /** protected by a password */
  'zip-encrypted': { level: 'error', params: [] },
  /** more than `limit` files */
  'zip-too-many-files': { level: 'error', params: ['limit'] },
  /** unpacks to more than `limit` megabytes */
  'zip-too-large': { level: 'error', params: ['limit'] },
  /** unpacks to more than `limit` times its size: made to harm */
  'zip-ratio': { level: 'error', params: ['limit'] },
  /** one file name in two folders or twice: `other` is the one that was read */
  'zip-duplicate-file': { level: 'error', params: ['other'] },
  /** no OneRoster file and no table inside */
  'zip-nothing-known': { level: 'error', params: [] },
  /** a file that no importer knows: left out */
  'file-ignored': { level: 'warning', params: [] },
  /** a OneRoster file that Schoolgate needs nothing of: left out */
  'file-not-used': { level: 'warning', params: [] },

  // Text and table
  /** bytes that mean nothing in `encoding` */
  'encoding-broken': { level: 'error', params: ['encoding'] },
  /** not Unicode: read as `encoding`; look at the letters of the names */
  'encoding-guessed': { level: 'warning', params: ['encoding'] },
  /** zero bytes: not a text */
  'text-binary': { level: 'error', params: [] },
  /** not a readable XLSX workbook */
  'xlsx-broken': { level: 'error', params: [] },
  /** only the first sheet is read; `count` others are left out */
  'xlsx-other-sheets': { level: 'warning', params: ['count'] },
  /** more than `limit` rows */
  'table-too-many-rows': { level: 'error', params: ['limit'] },
  /** more than `limit` columns */
  'table-too-many-columns': { level: 'error', params: ['limit'] },
  /** the file has no header */
  'header-missing': { level: 'error', params: [] },
  /** column number `number` has no heading: left out */
  'header-blank': { level: 'warning', params: ['number'] },
  /** the column named by the fault is missing */
  'column-missing': { level: 'error', params: [] },
  /** the column named by the fault stands there twice */
  'column-duplicate': { level: 'error', params: [] },
  /** columns nobody knows, left out: `columns`, joined by commas */
  'column-unknown': { level: 'warning', params: ['columns'] },
  /** a quotation mark is opened and never closed */
  'quote-unclosed': { level: 'error', params: [] },
  /** a quotation mark stands where none may */
  'quote-stray': { level: 'error', params: [] },
  /** `found` fields where the header has `expected` */
  'row-width': { level: 'error', params: ['expected', 'found'] },
  /** one row longer than `limit` characters: probably a lost quotation mark */
  'row-too-long': { level: 'error', params: ['limit'] },
  /** a header, but no rows */
  'rows-none': { level: 'warning', params: [] },

  // OneRoster: manifest and files
  /** manifest.csv is not there */
  'manifest-missing': { level: 'error', params: [] },
  /** the manifest lacks `property` */
  'manifest-property-missing': { level: 'error', params: ['property'] },
  /** the manifest says `property` twice */
  'manifest-property-duplicate': { level: 'error', params: ['property'] },
  /** the version in `value` is none of `allowed` */
  'manifest-version': { level: 'error', params: ['allowed'] },
  /** the manifest says of a file something else than absent, bulk or delta */
  'manifest-value': { level: 'error', params: ['property', 'allowed'] },
  /** announced in the manifest, but not there */
  'manifest-file-missing': { level: 'error', params: ['name'] },
  /** there, but the manifest calls it absent: left out */
  'manifest-file-absent': { level: 'warning', params: [] },
  /** some files are bulk and some delta: each is read as what it is */
  'manifest-mixed': { level: 'warning', params: [] },
  /** a file without which a whole roster cannot be read: `name` */
  'file-required': { level: 'error', params: ['name'] },

  // Cells
  /** must not be empty */
  required: { level: 'error', params: [] },
  /** longer than `limit` characters */
  'too-long': { level: 'error', params: ['limit'] },
  /** not a day as `form` */
  'bad-date': { level: 'error', params: ['form'] },
  /** a day that no calendar has: 30 February */
  'date-impossible': { level: 'error', params: [] },
  /** day and month could be the other way round in this column: read as `read` */
  'date-ambiguous': { level: 'warning', params: ['read'] },
  /** not a moment in time as `form` */
  'bad-time': { level: 'error', params: ['form'] },
  /** ends before it begins, on `begin` */
  'dates-reversed': { level: 'error', params: ['begin'] },
  /** none of `allowed` */
  'bad-value': { level: 'error', params: ['allowed'] },
  /** neither true nor false */
  'bad-boolean': { level: 'error', params: [] },
  /** not a year between `from` and `to` */
  'bad-year': { level: 'error', params: ['from', 'to'] },
  /** an invisible control character, `character` */
  'control-character': { level: 'error', params: ['character'] },
  /** begins like a formula of a spreadsheet, with `sign` */
  'formula-cell': { level: 'error', params: ['sign'] },
  /** a spreadsheet's error value, such as #REF! */
  'error-cell': { level: 'error', params: [] },
  /** letters of two alphabets in one word, such as a Latin A among Cyrillic ones: `letters` */
  'mixed-alphabets': { level: 'warning', params: ['letters'] },
  /** digits in a name */
  'name-digits': { level: 'warning', params: [] },
  /** a dash or the like stands for nothing: read as empty */
  placeholder: { level: 'warning', params: [] },
  /** not an e-mail address: left out */
  'bad-email': { level: 'warning', params: [] },
  /** not a telephone number: left out */
  'bad-phone': { level: 'warning', params: [] },
  /** born after today */
  'birth-future': { level: 'error', params: [] },
  /** born before `year` */
  'birth-too-early': { level: 'error', params: ['year'] },
  /** `age` years are unlikely for this role */
  'age-unlikely': { level: 'warning', params: ['age'] },
  /** only one word: taken as the given name */
  'family-missing': { level: 'warning', params: [] },
  /** nobody knows this role; known are `allowed` */
  'role-unknown': { level: 'error', params: ['allowed'] },
  /** several grades: `kept` is kept */
  'grades-many': { level: 'warning', params: ['kept'] },

  // One thing twice
  /** this id stands in line `first` already */
  'duplicate-id': { level: 'error', params: ['first'] },
  /** somebody of this school has this number already, line `first` */
  'duplicate-number': { level: 'error', params: ['first'] },
  /** this user name stands in line `first` already */
  'duplicate-user-name': { level: 'warning', params: ['first'] },
  /** the same name and birthday in line `first`, and nothing that tells the two apart */
  'duplicate-person': { level: 'error', params: ['first'] },
  /** two classes whose names look alike: `other` */
  'class-name-alike': { level: 'warning', params: ['other'] },

  // Organisations
  /** its parent is not in the file */
  'org-parent-unknown': { level: 'error', params: [] },
  /** it lies under itself: `path` */
  'org-cycle': { level: 'error', params: ['path'] },
  /** a `kind` cannot lie under a `parent` */
  'org-order': { level: 'error', params: ['kind', 'parent'] },
  /** lies above the place of the import: left out */
  'org-above': { level: 'warning', params: [] },
  /** does not belong to the place of the import, `place` */
  'org-outside': { level: 'error', params: ['place'] },
  /** a school known here is not in the file: its people stay as they are */
  'school-not-in-file': { level: 'warning', params: ['name'] },
  /** no school in the file */
  'school-none': { level: 'error', params: [] },

  // Academic sessions
  /** its parent is not in the file */
  'session-parent-unknown': { level: 'error', params: [] },
  /** it lies in itself: `path` */
  'session-cycle': { level: 'error', params: ['path'] },
  /** reaches beyond its parent, `from` to `to` */
  'session-outside-parent': { level: 'warning', params: ['from', 'to'] },
  /** the school year is not the year in which it ends, `year` */
  'session-year': { level: 'warning', params: ['year'] },

  // Courses and classes
  /** the course's organisation is not in the file */
  'course-org-unknown': { level: 'error', params: [] },
  /** the course's school year is not in the file */
  'course-year-unknown': { level: 'error', params: [] },
  /** the class's course is not in the file */
  'class-course-unknown': { level: 'error', params: [] },
  /** the class names no school */
  'class-without-school': { level: 'error', params: [] },
  /** the class's school is not in the file */
  'class-school-unknown': { level: 'error', params: [] },
  /** the class's school is not a school but a `kind` */
  'class-org-not-school': { level: 'error', params: ['kind'] },
  /** the class's term is not in the file */
  'class-term-unknown': { level: 'error', params: [] },
  /** the class names no term: it holds without end */
  'class-without-term': { level: 'warning', params: [] },

  // People
  /** belongs to no organisation */
  'user-without-org': { level: 'error', params: [] },
  /** the person's organisation is not in the file */
  'user-org-unknown': { level: 'error', params: [] },
  /** the person's organisation is no school but a `kind`: they stay with the place itself */
  'user-org-not-school': { level: 'warning', params: ['kind'] },
  /** the person's agent is not in the file */
  'user-agent-unknown': { level: 'error', params: [] },
  /** somebody is their own agent */
  'agent-self': { level: 'error', params: [] },
  /** two people are each other's agents: `other` */
  'agent-loop': { level: 'error', params: ['other'] },
  /** a pupil is the agent of another: left out */
  'agent-student': { level: 'warning', params: [] },
  /** the role's person is not in the file */
  'role-user-unknown': { level: 'error', params: [] },
  /** the role's organisation is not in the file */
  'role-org-unknown': { level: 'error', params: [] },
  /** no primary role: the first one counts as it */
  'role-primary-missing': { level: 'warning', params: [] },
  /** two primary roles: the one in line `first` counts */
  'role-primary-twice': { level: 'warning', params: ['first'] },
  /** the demographics' person is not in the file */
  'demographics-user-unknown': { level: 'error', params: [] },
  /** Schoolgate keeps day of birth and sex alone; not read: `columns` */
  'demographics-not-kept': { level: 'warning', params: ['columns'] },
  /** a guardian of nobody in the file */
  'guardian-without-child': { level: 'warning', params: [] },
  /** a pupil in no class */
  'student-without-class': { level: 'warning', params: [] },

  // Enrolments
  /** its class is not in the file */
  'enrolment-class-unknown': { level: 'error', params: [] },
  /** its person is not in the file */
  'enrolment-user-unknown': { level: 'error', params: [] },
  /** its school is not in the file */
  'enrolment-school-unknown': { level: 'error', params: [] },
  /** its school is not the class's school, `school` */
  'enrolment-school-differs': { level: 'error', params: ['school'] },
  /** reaches beyond the class's terms, `from` to `to` */
  'enrolment-outside-term': { level: 'error', params: ['from', 'to'] },
  /** the same person in the same class at the same time, line `first` */
  'enrolment-duplicate': { level: 'error', params: ['first'] },
  /** in two classes at once: also in `other`, line `first` */
  'enrolment-two-classes': { level: 'error', params: ['other', 'first'] },
  /** a teacher or other staff enrolled as a pupil */
  'enrolment-teacher-as-student': { level: 'error', params: [] },
  /** a pupil enrolled as a teacher */
  'enrolment-student-as-teacher': { level: 'error', params: [] },
  /** a guardian enrolled in a class */
  'enrolment-guardian': { level: 'error', params: [] },
  /** a role that Schoolgate does not keep: left out */
  'enrolment-role-ignored': { level: 'warning', params: [] },
  /** a pupil of another school, `school` */
  'enrolment-other-school': { level: 'warning', params: ['school'] },

  // Delta and bulk
  /** to be deleted, but not known here */
  'delta-unknown': { level: 'warning', params: [] },
  /** to be deleted in a bulk file, where it should not stand at all: left out */
  'bulk-deleted': { level: 'warning', params: [] },

  // Plain table
  /** a table of people belongs to one school: choose it first */
  'plain-needs-school': { level: 'error', params: [] },
  /** no column says `field` */
  'mapping-missing': { level: 'error', params: ['field'] },
  /** two columns say `field` */
  'mapping-twice': { level: 'error', params: ['field'] },
  /** not a known word for a sex: left out */
  'sex-unknown': { level: 'warning', params: [] },
  /** not a known word for a relation: read as guardian */
  'relation-unknown': { level: 'warning', params: [] },
  /** a guardian's telephone or relation, but no name: left out */
  'guardian-name-missing': { level: 'warning', params: [] },
  /** a guardian for somebody who is no pupil: left out */
  'guardian-of-adult': { level: 'warning', params: [] },

  // Against what is here already
  /** `count` of `total` people of the school would be archived: is the file complete? */
  'many-archived': { level: 'warning', params: ['count', 'total'] },
  /** somebody made by hand has the same name and birthday: there would be two of them */
  'hand-made-alike': { level: 'warning', params: [] },
  /** the record with this id was made as something else, `kind`, and cannot become this */
  'id-taken': { level: 'error', params: ['kind'] },
  /** only the first `limit` faults are listed */
  'faults-cut': { level: 'warning', params: ['limit'] },
} as const satisfies Record<string, { level: 'error' | 'warning'; params: readonly string[] }>

export type ImportFaultCode = keyof typeof IMPORT_FAULTS
export type ImportFaultParams<C extends ImportFaultCode> = Record<
  (typeof IMPORT_FAULTS)[C]['params'][number],
  string
>
export const IMPORT_FAULT_CODES = Object.keys(IMPORT_FAULTS) as ImportFaultCode[]
