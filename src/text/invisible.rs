//! Characters that nobody sees: controls, format characters, directions, fillers, selectors, tags, private use.
//!
//! In: a character. Out: whether reading sets it aside. Invariant: Unicode's properties decide; the ranges below, small
//! enough for the browser, are held to them for every character by the test.

/// Whether `c` is neither seen nor a space. Spaces and line ends part words.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{AD}' | '\u{34F}'
        | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
        | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}'
        | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}'
    ) || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_those_of_the_properties() {
        let properties = regex::Regex::new(
            r"^[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}--\p{White_Space}]$",
        )
        .expect("a pattern");
        let wrong: Vec<String> = ('\0'..=char::MAX)
            .filter(|c| is_invisible(*c) != properties.is_match(c.encode_utf8(&mut [0; 4])))
            .map(|c| format!("U+{:04X}", u32::from(c)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn what_parts_words_or_is_seen_stays() {
        for c in ['一', '，', '7', '%', ' ', '\t', '\n', '\u{3000}', '\u{A0}', '\u{2028}', '\u{FFFD}', '①', '·', '〇']
        {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
