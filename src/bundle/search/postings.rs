//! The clauses of a pair as text: rising numbers, each as its distance from the one before, in printable characters
//! that JSON does not escape.
//!
//! A number is written from its lowest digit up, to base 45: `#`…`O` where digits follow, `P`…`~` without `\` for
//! the last one.

const BASE: u32 = 45;
const MORE: u8 = b'#';
const LAST: u8 = b'P';

/// Writes rising numbers.
pub fn write_clauses(clauses: &[u32]) -> String {
    let mut text = String::new();
    let mut before = 0;
    for clause in clauses {
        let mut rest = clause.wrapping_sub(before);
        before = *clause;
        while rest >= BASE {
            text.push(char::from(MORE + (rest % BASE) as u8));
            rest /= BASE;
        }
        let digit = LAST + rest as u8;
        text.push(char::from(if digit < b'\\' { digit } else { digit + 1 }));
    }
    text
}

/// The clauses of the pair with this second character in the list of its first one; none where the pair is not there.
pub fn read_clauses(list: &str, second: char) -> Vec<u32> {
    let mut chars = list.chars();
    while let Some(c) = chars.next() {
        if c == second {
            return numbers(chars.as_str());
        }
        chars.by_ref().find(|c| *c == ' ');
    }
    Vec::new()
}

/// The numbers up to the next space.
fn numbers(text: &str) -> Vec<u32> {
    let (mut clauses, mut before) = (Vec::new(), 0_u32);
    let (mut number, mut scale) = (0_u32, 1_u32);
    for byte in text.bytes().take_while(|byte| *byte != b' ') {
        let digit = match byte {
            MORE..LAST => byte - MORE,
            LAST..b'\\' => byte - LAST,
            _ => byte.saturating_sub(LAST + 1),
        };
        number = number.wrapping_add(u32::from(digit).wrapping_mul(scale));
        scale = scale.wrapping_mul(BASE);
        if byte >= LAST {
            before = before.wrapping_add(number);
            clauses.push(before);
            (number, scale) = (0, 1);
        }
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn clauses_are_read_back(mut a in prop::collection::vec(0..3_000_000_u32, 0..20), mut b in prop::collection::vec(any::<u32>(), 0..5)) {
            a.sort_unstable();
            b.sort_unstable();
            let list = format!("业{} #{} ", write_clauses(&a), write_clauses(&b));
            prop_assert_eq!(serde_json::to_string(&list).expect("text").len(), list.len() + 2, "nothing is escaped");
            prop_assert_eq!(read_clauses(&list, '业'), a);
            prop_assert_eq!(read_clauses(&list, '#'), b);
            prop_assert_eq!(read_clauses(&list, '农'), Vec::<u32>::new());
        }

        #[test]
        fn no_list_makes_it_panic(list in "\\PC{0,20}", second in any::<char>()) {
            read_clauses(&list, second);
        }
    }
}
