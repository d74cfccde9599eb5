//! One file → one plan: what a document says of itself, knowing no other.
//!
//! In reading order: [`encoding`], [`gloss`] and [`source`] bytes → lines · [`normalise`] what characters are for reading ·
//! [`header`] labelled entries · [`zones`] what each line is · [`tables`] which of them are tables · [`torn`] whether its
//! end is missing · [`metadata`] facts · [`numbering`] the number of a paragraph · [`outline`] clauses · [`units`] who is
//! responsible · [`deadline`] by when. Beside them: [`figures`] the files of figures beside texts, [`corrections`] what
//! people say in them of what is read, [`formats`] the paragraphs and tables of a file that is no plain text, of which
//! [`source`] makes lines.

pub mod corrections;
pub mod deadline;
pub(super) mod encoding;
pub mod figures;
pub mod formats;
pub(super) mod gloss;
pub(super) mod header;
pub mod metadata;
pub mod normalise;
pub mod numbering;
pub mod outline;
pub mod source;
pub mod tables;
pub(super) mod torn;
pub mod units;
pub mod zones;
