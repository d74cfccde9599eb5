//! A text in Traditional characters, with the names of places as the table has them.

/// The text in Traditional characters; `names` are names in both scripts, Simplified first.
pub fn traditional(text: &str, names: &[(String, String)]) -> String {
    let mut names: Vec<&(String, String)> = names.iter().collect();
    names.sort_by_key(|(simplified, _)| std::cmp::Reverse(simplified.len()));
    let mut out = String::new();
    let mut rest = text;
    loop {
        // Of names that begin at one place the longest.
        let found = names.iter().enumerate().filter_map(|(n, (name, _))| Some((rest.find(name.as_str())?, n))).min();
        let Some((at, n)) = found else { break };
        let (name, written) = names[n];
        out += &hanconv::s2t(&rest[..at]);
        out += written;
        rest = &rest[at + name.len()..];
    }
    out + &hanconv::s2t(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_given() {
        let names = [("台州", "台州"), ("台州市", "台州市"), ("乾安县", "乾安縣")];
        let names = names.map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(traditional("台州市、乾安县发展台风预警", &names), "台州市、乾安縣發展颱風預警");
        assert_eq!(traditional("发展", &[]), "發展");
    }
}
