use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

#[derive(Clone, Default)]
pub struct Store(Rc<RefCell<BTreeMap<String, String>>>);

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Store {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn insert_json(&self, key: &str, text: &str) -> Result<(), serde_json::Error> {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }
    pub fn has(&self, key: &str) -> bool {
        self.0.borrow().contains_key(key)
    }
}
