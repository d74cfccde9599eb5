//! The corpus in the formats of others: what statistics, law and offices take as it is.
//!
//! ```text
//! open-data/datapackage.json   Frictionless Data Package: every table with the type and meaning of every field
//! open-data/plan-cascade.xlsx  a workbook of all plans
//! open-data/place/PLACE.xlsx   a workbook of a place and the places above it
//! open-data/akn/PLAN.xml       a plan's text in Akoma Ntoso 3.0
//! open-data/annex/PLAN.docx    a plan beside those above it, clause by clause: a 对照表
//! open-data/updates.jsonl      what is new beside an earlier state, where one is named
//! open-data/feed.xml           the same as an Atom feed; open-data/place/PLACE.xml of a place
//! ```
//!
//! In: a corpus. Out: names within `open-data/` and contents. Invariant: the same corpus gives the same bytes, on every
//! day and machine; what a plan says is never markup or a formula.

mod akn;
mod annex;
pub mod archive;
pub mod linked;
mod schema;
#[cfg(test)]
mod tests;
pub mod updates;
mod word;
mod workbook;
mod xml;

pub use akn::work as akn_work;
pub use schema::{Kind, dictionary, kinds, package};

use crate::model::{Corpus, Plan};
use crate::query::files;
use crate::query::place::{places, slug};
use rayon::prelude::*;

/// Name and contents.
pub type File = (String, Vec<u8>);

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The library of workbooks refuses one.
    #[error("the workbook `{name}` cannot be written: {source}")]
    Workbook {
        /// Name within `open-data/`.
        name: String,
        /// What it says.
        source: rust_xlsxwriter::XlsxError,
    },
    /// An archive cannot be written.
    #[error("the document `{name}` cannot be packed: {source}")]
    Archive {
        /// Name within `open-data/`.
        name: String,
        /// What its writer says.
        source: zip::result::ZipError,
    },
    /// A record cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The workbook of all plans; `base` is the address of the site where one is known, for links back.
///
/// # Errors
/// The library of workbooks refuses it.
pub fn of_all(corpus: &Corpus, base: Option<&str>) -> Result<File, PublishError> {
    let plans: Vec<&Plan> = corpus.plans.iter().collect();
    Ok((files::WORKBOOK.to_owned(), named(files::WORKBOOK, workbook::workbook(corpus, &plans, None, base))?))
}

/// The files of each plan and of each place.
///
/// # Errors
/// One of them cannot be written.
pub fn of_each(corpus: &Corpus, base: Option<&str>) -> Result<Vec<File>, PublishError> {
    let texts = corpus.plans.par_iter().filter(|plan| plan.text);
    let mut files: Vec<File> = texts.map(|plan| text_of(corpus, plan)).collect();
    let answering = corpus.plans.par_iter().filter(|plan| files::has_annex(plan, &corpus.plans));
    files.extend(answering.map(|plan| annex_of(corpus, plan)).collect::<Result<Vec<File>, PublishError>>()?);
    let sorted = in_tree_order(corpus);
    let workbooks = places(&sorted).into_par_iter().map(|own| workbook_of(corpus, &sorted, own, base));
    files.extend(workbooks.collect::<Result<Vec<File>, PublishError>>()?);
    Ok(files)
}

/// One of the files that [`of_each`] writes, by its name; none where it writes none of that name.
///
/// # Errors
/// It cannot be written.
pub fn of_name(corpus: &Corpus, name: &str, base: Option<&str>) -> Result<Option<File>, PublishError> {
    if let Some(plan) = corpus.plans.iter().find(|plan| plan.text && files::akn(&plan.id) == name) {
        return Ok(Some(text_of(corpus, plan)));
    }
    let has_annex = |plan: &&Plan| files::annex(&plan.id) == name && files::has_annex(plan, &corpus.plans);
    if let Some(plan) = corpus.plans.iter().find(has_annex) {
        return annex_of(corpus, plan).map(Some);
    }
    let sorted = in_tree_order(corpus);
    let place = places(&sorted).into_iter().find(|own| files::workbook(slug(&own.id)) == name);
    place.map(|own| workbook_of(corpus, &sorted, own, base)).transpose()
}

fn text_of(corpus: &Corpus, plan: &Plan) -> File {
    (files::akn(&plan.id), akn::document(corpus, plan))
}

fn annex_of(corpus: &Corpus, plan: &Plan) -> Result<File, PublishError> {
    let name = files::annex(&plan.id);
    let bytes = word::document(&annex::annex(corpus, plan))
        .map_err(|source| PublishError::Archive { name: name.clone(), source })?;
    Ok((name, bytes))
}

fn in_tree_order(corpus: &Corpus) -> Vec<Plan> {
    let mut sorted = corpus.plans.clone();
    sorted.sort_by(|a, b| (&a.place_code, &a.id).cmp(&(&b.place_code, &b.id)));
    sorted
}

fn workbook_of(corpus: &Corpus, sorted: &[Plan], own: &Plan, base: Option<&str>) -> Result<File, PublishError> {
    let name = files::workbook(slug(&own.id));
    let governs = |plan: &&Plan| match (&plan.place_code, &own.place_code) {
        (Some(upper), Some(code)) => upper.holds(code),
        (upper, _) => upper.is_none(),
    };
    let plans: Vec<&Plan> = sorted.iter().filter(governs).collect();
    let bytes = named(&name, workbook::workbook(corpus, &plans, own.place_code.as_ref(), base))?;
    Ok((name, bytes))
}

fn named<T>(name: &str, result: Result<T, rust_xlsxwriter::XlsxError>) -> Result<T, PublishError> {
    result.map_err(|source| PublishError::Workbook { name: name.to_owned(), source })
}
