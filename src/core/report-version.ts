// The version of the report's form. Stands alone so that writing a report needs no schema library.

export const REPORT_SCHEMA_VERSION = 1
