//! The sign of a province with which the numbers of its documents begin: 闽 of 闽政〔2024〕2号.

use super::Place;
use super::table::TABLE;
use crate::model::Level;

/// The province that a document number begins with, for an issuer that names only its level: 省人民政府 and 鄂政发〔2018〕26号;
/// or for a title that does: 2022年全省市场监管工作要点 and 苏市监〔2022〕1号.
pub fn province_of_number(issuer: &str, number: &str) -> Option<Place> {
    let (sign, rest) = number.split_at_checked(number.chars().next()?.len_utf8())?;
    let (_, name) = SIGNS.iter().find(|(known, _)| *known == sign)?;
    let level = if name.ends_with('市') { "市" } else { "省" };
    let own = issuer.starts_with(level) || issuer.starts_with("自治区") && name.contains("自治区");
    let row = TABLE.rows.iter().find(|row| row.level == Level::Province && row.name == *name)?;
    let of_whole = name.ends_with('省') && issuer.contains("全省");
    (of_whole || own && rest.starts_with(['政', '委', '办', '府'])).then(|| TABLE.place(row))
}

/// The sign of a province in the numbers of its documents: 闽 for 福建省.
pub fn sign_of_province(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(_, province)| *province == name).map(|(sign, _)| *sign)
}

/// What provinces are called in the numbers of their documents.
const SIGNS: [(&str, &str); 33] = [
    ("京", "北京市"),
    ("津", "天津市"),
    ("冀", "河北省"),
    ("晋", "山西省"),
    ("蒙", "内蒙古自治区"),
    ("内", "内蒙古自治区"),
    ("辽", "辽宁省"),
    ("吉", "吉林省"),
    ("黑", "黑龙江省"),
    ("沪", "上海市"),
    ("苏", "江苏省"),
    ("浙", "浙江省"),
    ("皖", "安徽省"),
    ("闽", "福建省"),
    ("赣", "江西省"),
    ("鲁", "山东省"),
    ("豫", "河南省"),
    ("鄂", "湖北省"),
    ("湘", "湖南省"),
    ("粤", "广东省"),
    ("桂", "广西壮族自治区"),
    ("琼", "海南省"),
    ("渝", "重庆市"),
    ("川", "四川省"),
    ("黔", "贵州省"),
    ("贵", "贵州省"),
    ("云", "云南省"),
    ("藏", "西藏自治区"),
    ("陕", "陕西省"),
    ("甘", "甘肃省"),
    ("青", "青海省"),
    ("宁", "宁夏回族自治区"),
    ("新", "新疆维吾尔自治区"),
];
