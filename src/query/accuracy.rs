//! The measured accuracy, read out of the snapshot that the evaluation commits.
//!
//! In: the snapshot's text. Out: its measures in order; single cases and remarks are passed over.

/// One measured thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccuracyFigure<'a> {
    /// As the snapshot calls it.
    pub name: &'a str,
    /// How it came out.
    pub result: Result<'a>,
}

/// How a measured thing came out; numbers as the snapshot writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Result<'a> {
    /// Precision and recall, each with how many of how many: `0.917`, `11/12`.
    Found {
        /// Of what was found, how much is right.
        precision: [&'a str; 2],
        /// Of what there is, how much was found.
        recall: [&'a str; 2],
    },
    /// No measure: whose labels the following ones are held against.
    Labels,
    /// So many of so many right.
    Right {
        /// Those that are right.
        n: &'a str,
        /// All of them.
        of: &'a str,
    },
}

/// Of the links called clear, and of those called partial, that the second reader read: how many that reader confirms, and
/// how many there are. The snapshot says it; the browser needs no more of it.
pub const CONFIRMED: ((u32, u32), (u32, u32)) = ((81, 85), (18, 23));

/// The measures of a snapshot.
pub fn measures(snapshot: &str) -> Vec<AccuracyFigure<'_>> {
    snapshot.lines().filter(|line| !line.starts_with(' ')).filter_map(measure).collect()
}

fn measure(line: &str) -> Option<AccuracyFigure<'_>> {
    if let Some(name) = line.strip_prefix("== ") {
        return Some(AccuracyFigure { name, result: Result::Labels });
    }
    if let Some((name, rest)) = line.split_once("precision ") {
        let (precision, recall) = rest.split_once("recall ")?;
        let result = Result::Found { precision: share(precision)?, recall: share(recall)? };
        return Some(AccuracyFigure { name: name.trim(), result });
    }
    let (before, after) = line.rsplit_once(" of ")?;
    let (name, n) = before.rsplit_once([' '])?;
    let name = name.trim_end_matches(" on").trim_end_matches(':');
    let of = after.split(' ').next()?;
    let counted = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (counted(n) && counted(of)).then_some(AccuracyFigure { name, result: Result::Right { n, of } })
}

/// `0.917 (11/12)` in its two parts.
fn share(text: &str) -> Option<[&str; 2]> {
    let (value, counts) = text.trim().split_once(" (")?;
    Some([value, counts.strip_suffix(')')?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT: &str = include_str!("../../tests/snapshots/evaluation.snap");

    #[test]
    fn lines_of_the_snapshot() {
        let found = measures("targets, body     precision 0.917 (11/12)  recall 1.000 (11/11)\n    scope 9 of 11\n");
        let result = Result::Found { precision: ["0.917", "11/12"], recall: ["1.000", "11/11"] };
        assert_eq!(found, [AccuracyFigure { name: "targets, body", result }]);
        let right = |line| measures(line).first().map(|m| (m.name.to_owned(), m.result));
        let of = |n, of| Result::Right { n, of };
        assert_eq!(right("units exact on 39 of 39 clauses"), Some(("units exact".to_owned(), of("39", "39"))));
        assert_eq!(right("clear links found: 55 of 56 (0.98)"), Some(("clear links found".to_owned(), of("55", "56"))));
        assert_eq!(right("topics, micro-F1 0.890"), None);
    }

    #[test]
    fn the_second_reader_confirms_what_pages_say() {
        let (_, second) = SNAPSHOT.split_once("== labels of a second reader").expect("a second reader");
        let confirmed = |grade: &str| {
            let name = format!("links called {grade}, confirmed");
            let found = measures(second).into_iter().find(|measure| measure.name == name).map(|measure| measure.result);
            let Some(Result::Right { n, of }) = found else { panic!("{name}") };
            (n.parse::<u32>().expect("a number"), of.parse::<u32>().expect("a number"))
        };
        assert_eq!(CONFIRMED, (confirmed("clear"), confirmed("partial")));
    }

    /// Every measure of the committed snapshot has a name in every language.
    #[test]
    fn measures_have_names() {
        let found = measures(SNAPSHOT);
        assert!(found.len() >= 10, "{found:?}");
        for language in crate::model::Language::ALL {
            let guide = crate::messages::guide(language).expect("a guide");
            for measure in &found {
                assert!(guide.measured.get(measure.name).is_some(), "{} in {}", measure.name, language.id());
            }
        }
    }
}
