"""Words that many forms share: English labels, and help where a rule needs more than the form can check."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "姓名": "Name",
    "证件类型": "Type of certificate",
    "证件号码": "Certificate number",
    "手机号码": "Mobile number",
    "性别": "Sex",
    "出生日期": "Date of birth",
    "民族": "Ethnic group",
    "国籍": "Nationality",
    "户籍所在地": "Place of household registration",
    "户籍地址": "Registered address",
    "现居住地址": "Present address",
    "单位名称": "Name of organisation",
    "统一社会信用代码": "Unified social credit code",
    "法定代表人（负责人）": "Legal representative",
    "住所": "Registered office",
    "经办人": "Contact person",
    "经办人手机": "Contact's mobile number",
    "结果送达方式": "How to deliver the result",
    "邮寄地址": "Postal address",
    "账户户名": "Account holder",
    "开户银行": "Bank",
    "银行账号": "Account number",
    "我已阅读告知内容并承诺所填属实": "I have read the notice and declare that what I have filled in is true",
    "护照号码": "Passport number",
    "是否委托办理": "Represented by an agent",
    "代理人姓名": "Agent's name",
    "代理人证件号码": "Agent's certificate number",
    "监护人姓名": "Guardian's name",
    "监护人证件号码": "Guardian's certificate number",
}
OPTIONS_ENGLISH: Final = {
    "居民身份证": "Resident identity card",
    "护照": "Passport",
    "港澳居民来往内地通行证": "Mainland travel permit for Hong Kong and Macao residents",
    "台湾居民来往大陆通行证": "Mainland travel permit for Taiwan residents",
    "外国人永久居留身份证": "Foreign permanent resident ID card",
    "电子送达": "Electronically",
    "窗口领取": "Collect at the window",
    "邮寄": "By post",
    "男": "Male",
    "女": "Female",
    "其他": "Other",
}
# What a form cannot check by itself is told to the person: validation word -> help in Chinese and English.
HELP: Final = {
    "name_dup": ("提交后由登记机关查重名，可先备一个备选名称。", "The registry checks the name after submission."),
    "surname_rule": (
        "随父姓或者随母姓；选取其他姓氏的，须符合民法典第一千零一十五条。",
        "The child takes the father's or mother's surname.",
    ),
    "slot_free": ("时段能否预约以提交时的余号为准。", "Subject to availability on submission."),
    "scope_check": ("请用规范表述填写，一行一项。", "One line per business activity."),
}
