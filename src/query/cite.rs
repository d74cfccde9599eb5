//! How a clause is cited in Chinese: 二（三）, 二（二）4, 附件二（三）.

use crate::model::Plan;

/// A clause's path as a reader would cite it.
pub fn path_label(path: &str) -> String {
    match path {
        "0" => return "前言".into(),
        "closing" => return "施行与有效期".into(),
        _ => {}
    }
    if let Some(body) = path.strip_prefix("annex.") {
        return format!("附件{}", path_label(body));
    }
    let mut label = String::new();
    for (depth, part) in path.split('.').enumerate() {
        let counted = |prefix: char| part.strip_prefix(prefix).and_then(|n| n.parse::<u32>().ok());
        match (part.parse::<u32>(), depth) {
            (Ok(n), 0) => label += &chinese(n),
            (Ok(n), 1) => label += &format!("（{}）", chinese(n)),
            (Ok(n), 2) => label += &n.to_string(),
            (Ok(n), _) => label += &format!("（{n}）"),
            (Err(_), _) => match (counted('p'), counted('u')) {
                (Some(n), _) => label += &format!("第{}条原则", chinese(n)),
                (_, Some(n)) => label += &format!("第{}段", chinese(n)),
                _ => label += part,
            },
        }
    }
    label
}

/// The number that stands before a clause in its plan: `一、`, `（三）`, `4.`; none for paragraphs without one.
pub fn own_number(path: &str) -> Option<String> {
    let body = path.strip_prefix("annex.").unwrap_or(path);
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

/// A plan and a clause in it: `泉政办〔2025〕11号 二（三）`.
pub fn clause_label(plan: &Plan, path: &str) -> String {
    let name = plan.document_number.as_deref().unwrap_or(&plan.place);
    format!("{name} {}", path_label(path))
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

    #[test]
    fn labels() {
        for (path, label) in [
            ("1", "一"),
            ("2.3", "二（三）"),
            ("2.2.4", "二（二）4"),
            ("5.30", "五（三十）"),
            ("6.38", "六（三十八）"),
            ("1.p1", "一第一条原则"),
            ("1.u2", "一第二段"),
            ("0", "前言"),
            ("annex.2.3", "附件二（三）"),
            ("4.115", "四（一百一十五）"),
        ] {
            assert_eq!(path_label(path), label);
        }
    }

    #[test]
    fn numbers_as_the_plan_prints_them() {
        for (path, number) in [("3", "三、"), ("3.8", "（八）"), ("2.2.4", "4."), ("annex.2.3", "（三）")] {
            assert_eq!(own_number(path).as_deref(), Some(number));
        }
        for path in ["0", "closing", "1.p1", "1.u2"] {
            assert_eq!(own_number(path), None);
        }
    }
}
