//! What the lines with labels say of a plan: 发文机关：甲市人民政府.
//!
//! In: the lines of the front matter. Out: the value of each field, and the lines without a label.

use super::dates::parse_date;
use crate::compile::reading::header::{self, Field, field_of, is_header};
use crate::compile::reading::zones::{ORGAN, is_document_number};
use crate::model::Date;

/// What the lines with labels say.
#[derive(Default)]
pub struct Labelled {
    pub document_number: Option<String>,
    pub index_number: Option<String>,
    pub issuers: Vec<String>,
    pub publisher: Option<String>,
    pub signed: Option<Date>,
    pub generated: Option<Date>,
    pub published: Option<Date>,
    pub effective: Option<Date>,
    pub repealed: Option<Date>,
    pub title: Option<String>,
    /// The lines on its validity, each with the place of its entry.
    pub status: Vec<((usize, usize), String)>,
}

impl Labelled {
    /// Reads those of the lines `front` that have labels, and gives the places of the others.
    pub fn of(norm: &[String], front: &[usize]) -> (Self, Vec<usize>) {
        let mut said = Self::default();
        let mut rest = Vec::new();
        let mut lines = front.iter().copied().peekable();
        while let Some(i) = lines.next() {
            let mut entries = header::entries(&norm[i]);
            if entries.is_empty() {
                rest.push(i);
            }
            // A label at the end of a line may have its value on the next: 实施日期：⏎2021年04月16日.
            if let Some((label, value)) = entries.last_mut()
                && value.is_empty()
                && let Some(next) = lines.next_if(|&next| is_value_of(label, &norm[next]))
            {
                value.clone_from(&norm[next]);
            }
            for (nth, (label, value)) in entries.into_iter().enumerate() {
                said.read((i, nth), &label, value);
            }
        }
        (said, rest)
    }

    /// Reads one entry; `at` is its line, and which of the line's entries it is.
    fn read(&mut self, at: (usize, usize), label: &str, value: String) {
        if value.is_empty() || value == "无" {
            return;
        }
        match field_of(label) {
            // Not a range of years, whatever its groups look like.
            Field::IndexNumber => self.index_number = Some(value.replace('—', "-")),
            Field::DocumentNumber if is_document_number(&value) => self.document_number = Some(value),
            Field::Issuers => self.issuers = value.split(['、', '，', '；']).map(str::to_owned).collect(),
            Field::Publisher => self.publisher = Some(value),
            Field::Signed => self.signed = parse_date(&value),
            Field::Generated => self.generated = parse_date(&value),
            Field::Published => self.published = parse_date(&value),
            Field::Effective => self.effective = parse_date(&value),
            Field::Repealed => self.repealed = parse_date(&value),
            Field::Status => self.status.push((at, value)),
            Field::Title => self.title = self.title.take().or(Some(value)),
            Field::DocumentNumber | Field::Others => {}
        }
    }
}

/// Whether a line may be the value of the label above it.
fn is_value_of(label: &str, line: &str) -> bool {
    const LONGEST: usize = 40;
    !is_header(line)
        && match field_of(label) {
            Field::Signed | Field::Generated | Field::Published | Field::Effective | Field::Repealed => {
                parse_date(line).is_some() && line.chars().count() <= LONGEST
            }
            Field::DocumentNumber => is_document_number(line),
            Field::IndexNumber => line.chars().all(|c| c.is_ascii_alphanumeric() || "-/—".contains(c)),
            Field::Issuers | Field::Publisher => ORGAN.is_match(line),
            Field::Status | Field::Title | Field::Others => false,
        }
}
