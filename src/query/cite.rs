//! How a clause is cited: 二（三）, 二（二）4, 附件二（三）; in English §2.3, §2.2.4, Annex §2.3, as its address is.

use crate::messages::Messages;
use crate::model::{Language, Plan, row_of};

/// A clause's path as a reader would cite it.
pub fn path_label(m: &Messages, path: &str) -> String {
    match path {
        "0" => return m.citing.preamble.to_owned(),
        "closing" => return m.citing.closing.to_owned(),
        _ => {}
    }
    if let Some(body) = row_of(path) {
        return m.citing.annex(path_label(m, body));
    }
    let english = m.language == Language::En;
    let mut label = String::new();
    let parts: Vec<&str> = path.split('.').collect();
    for (depth, part) in parts.iter().copied().enumerate() {
        let counted = |prefix: char| part.strip_prefix(prefix).and_then(|n| n.parse::<u32>().ok());
        let ordinal = |n: u32| if english { n.to_string() } else { chinese(n) };
        let unnumbered = counted('p')
            .map(|n| m.citing.principle(ordinal(n)))
            .or_else(|| counted('u').map(|n| m.citing.paragraph(n)))
            .or_else(|| counted('r').map(|n| m.citing.row(n)));
        // 一 by itself, or before 第1段, would be taken for a dash.
        let alone = parts.get(depth + 1).is_none_or(|next| next.parse::<u32>().is_err());
        match (part.parse::<u32>(), depth) {
            (Ok(n), 0) if english => label += &format!("§{n}"),
            (Ok(n), _) if english => label += &format!(".{n}"),
            (Ok(n), 0) if alone => label += &m.citing.part(chinese(n)),
            (Ok(n), 0) => label += &chinese(n),
            (Ok(n), 1) => label += &format!("（{}）", chinese(n)),
            (Ok(n), 2) => label += &n.to_string(),
            (Ok(n), _) => label += &format!("（{n}）"),
            (Err(_), _) => {
                if english && depth > 0 {
                    label += ", ";
                }
                label += unnumbered.as_deref().unwrap_or(part);
            }
        }
    }
    label
}

/// The number that stands before a clause in its plan: `一、`, `（三）`, `4.`; none for paragraphs without one.
pub fn own_number(path: &str) -> Option<String> {
    let body = row_of(path).unwrap_or(path);
    let depth = body.split('.').count();
    let n: u32 = body.rsplit('.').next()?.parse().ok()?;
    match depth {
        _ if body == "0" => None,
        1 => Some(format!("{}、", chinese(n))),
        2 => Some(format!("（{}）", chinese(n))),
        3 => Some(format!("{n}.")),
        _ => Some(format!("（{n}）")),
    }
}

/// A place and a clause of its plan: 德化县二（三）, Dehua County §2.3.
pub fn clause_label(m: &Messages, plan: &Plan, path: &str) -> String {
    m.citing.clause(plan.place_in(m.language), path_label(m, path))
}

/// A plan by place and year: 德化县（2025年）, Dehua County, 2025.
pub fn plan_label(m: &Messages, plan: &Plan) -> String {
    let place = plan.place_in(m.language);
    match plan.id.rsplit_once('-').and_then(|(_, year)| year.parse::<u16>().ok()) {
        Some(year) => m.citing.plan(place, year),
        None => place.to_owned(),
    }
}

/// A plan, or a clause of it by its label, as GB/T 7714 has it: whoever copies it completes `<today>` and the address.
pub fn standard(plan: &Plan, clause: Option<&str>, address: &str) -> String {
    let issuer = plan.issuer.as_deref().unwrap_or(&plan.place);
    let number = plan.document_number.as_ref().map(|number| ["（", number, "）"].concat()).unwrap_or_default();
    let clause = clause.map(|clause| ["：", clause].concat()).unwrap_or_default();
    let day = plan.signed.map(|day| ["(", &day.to_string(), ")"].concat()).unwrap_or_default();
    [issuer, ". ", &plan.title, &number, &clause, "[EB/OL]. ", &day, "[<today>]. ", address, "."].concat()
}

/// A number below 1000 in Chinese figures.
fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match n {
        0 => "〇".into(),
        1..10 => digit(n).into(),
        10..20 => format!("十{}", digit(n)),
        20..100 => format!("{}十{}", digit(n / 10), digit(n)),
        100..1000 if n.is_multiple_of(100) => format!("{}百", digit(n / 100)),
        100..1000 if n % 100 < 10 => format!("{}百零{}", digit(n / 100), digit(n)),
        100..1000 => format!("{}百{}十{}", digit(n / 100), digit(n / 10), digit(n)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages;

    #[test]
    fn labels() {
        let label = |language, path| path_label(messages::of(language), path);
        for (path, hans, hant, en) in [
            ("1", "第一部分", "第一部分", "§1"),
            ("2.3", "二（三）", "二（三）", "§2.3"),
            ("2.2.4", "二（二）4", "二（二）4", "§2.2.4"),
            ("5.30", "五（三十）", "五（三十）", "§5.30"),
            ("6.38", "六（三十八）", "六（三十八）", "§6.38"),
            ("1.p1", "第一部分原则一", "第一部分原則一", "§1, principle 1"),
            ("1.u2", "第一部分第2段", "第一部分第2段", "§1, paragraph 2"),
            ("2.r3", "第二部分表中第3项", "第二部分表中第3項", "§2, row 3"),
            ("annex.r12", "附件表中第12项", "附件表中第12項", "Annex row 12"),
            ("0", "前言", "前言", "Preamble"),
            ("closing", "施行与有效期", "施行與有效期", "Entry into force"),
            ("annex.2.3", "附件二（三）", "附件二（三）", "Annex §2.3"),
            ("4.115", "四（一百一十五）", "四（一百一十五）", "§4.115"),
        ] {
            assert_eq!(label(Language::Hans, path), hans);
            assert_eq!(label(Language::Hant, path), hant);
            assert_eq!(label(Language::En, path), en);
        }
    }

    #[test]
    fn numbers_as_the_plan_prints_them() {
        for (path, number) in [("3", "三、"), ("3.8", "（八）"), ("2.2.4", "4."), ("annex.2.3", "（三）")] {
            assert_eq!(own_number(path).as_deref(), Some(number));
        }
        for path in ["0", "closing", "1.p1", "1.u2", "2.r3", "annex.r1"] {
            assert_eq!(own_number(path), None);
        }
    }
}
