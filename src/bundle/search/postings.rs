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

/// The clauses of the pairs in a list of one first character whose second character `is` wanted; those of a pair rise.
pub fn read_clauses(list: &str, is: impl Fn(char) -> bool) -> Vec<u32> {
    let mut clauses = Vec::new();
    for list in list.split(' ') {
        let mut chars = list.chars();
        if chars.next().is_some_and(&is) {
            read_numbers(chars.as_str(), &mut clauses);
        }
    }
    clauses
}

fn read_numbers(text: &str, numbers: &mut Vec<u32>) {
    let (mut number, mut scale, mut before) = (0_u32, 1_u32, 0_u32);
    for byte in text.bytes() {
        let digit = match byte {
            MORE..LAST => byte - MORE,
            LAST..b'\\' => byte - LAST,
            _ => byte.saturating_sub(LAST + 1),
        };
        number = number.wrapping_add(u32::from(digit).wrapping_mul(scale));
        scale = scale.wrapping_mul(BASE);
        if byte >= LAST {
            before = before.wrapping_add(number);
            numbers.push(before);
            (number, scale) = (0, 1);
        }
    }
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
            prop_assert_eq!(read_clauses(&list, |c| c == '业'), a);
            prop_assert_eq!(read_clauses(&list, |c| c == '#'), b);
            prop_assert_eq!(read_clauses(&list, |c| c == '农'), Vec::<u32>::new());
        }

        #[test]
        fn no_list_makes_it_panic(list in "\\PC{0,20}", second in any::<char>()) {
            read_clauses(&list, |c| c == second);
        }
    }
}
