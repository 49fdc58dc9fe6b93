"""Folds a text so that one lexicon fits every spelling of it, without moving a single character.

NFKC per character, lower case, traditional characters of our lexicon to simplified, curly apostrophes to straight
ones; whatever would change the length stays as it is. Quoted stretches are found here and stay opaque. Knows no words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TRADITIONAL = (
    "張张個个條条幀帧動动畫画圖图視视頻频標标題题圓圆樂乐轉转場场過过渡渡換换縮缩長长總总時时間间鐘钟"
    "後后邊边間间顏颜黃黄紅红綠绿藍蓝銀银橘橘調调聲声靜静顯显開开頭头結结從从將将讓让這这們们幫帮請请謝谢"
    "製制組组與与並并還还沒没無无對对順顺換换倒倒刪删減减寫写為为說说話话語语響响輕轻歡欢緩缓豎竖橫横寬宽屏屏"
    "態态勢势遠远進进慢慢滑滑區区變变點点導导載载傳传戲戏樣样選选擇择會会擊击單单雙双兩两萬万壓压縮缩裝装"
    "鏡镜鐵铁電电影影氣气業业務务勵励舒舒適适應应風风飛飞飄飘雲云發发髮发葉叶煙烟貓猫魚鱼鳥鸟馬马車车"
    "濾滤亂乱隨随機机順顺陽阳來来寶宝貝贝產产師师學学給给夠够實实際际撤撤銷销復复複复淨净髒脏號号"
    "顆颗齊齐處处據据輸输幾几劃划擦擦於于當当戶户經经過过內内類类裡里裏里獻献贈赠舊旧遞递漸渐淡淡歌歌"
    "繼继續续馬马幹干嗎吗麼么錄录採采創创紀纪愛爱遊游親亲賀贺節节慶庆關关讀读評评議议簡简潔洁質质觀观級级"
    "匯汇儲储檔档輯辑併并庫库體体寫写編编鍵键認认識识設设計计則则訊讯記记該该請请課课談谈護护譯译變变貼贴費费"
    "資资賽赛趕赶跡迹蹟迹軌轨軟软較较載载農农鄉乡釋释鎖锁鍾钟鏈链錯错鑰钥閃闪閉闭問问闊阔隊队階阶隱隐難难雜杂離离靈灵"
    "靠靠靨靥響响頁页項项頂顶預预頭头額额類类願愿驚惊騰腾驗验鬆松魔魔麗丽歲岁歷历曆历殘残氣气沒没況况涼凉濃浓溫温濕湿"
    "滿满漢汉灣湾燈灯燒烧營营狀状獨独獲获現现環环確确礙碍禮礼種种稱称穩稳競竞筆笔範范簽签籤签糾纠純纯紙纸細细終终統统"
    "飽饱絲丝綜综維维網网緊紧線线練练縱纵績绩織织義义習习聖圣聽听職职聯联脫脱腦脑膠胶臉脸臨临舉举與与興兴艷艳藝艺藥药蘋苹"
    "處处術术衛卫裏里補补褲裤覺觉覽览規规計计訂订詞词試试詩诗詳详誰谁論论諧谐豐丰貓猫負负財财責责貨货買买賣卖賞赏達达"
    "著着違违選选遞递還还邊边郵邮醫医釘钉鈕钮銳锐閱阅陰阴際际險险雖虽雞鸡電电韻韵頓顿頸颈飯饭館馆驟骤鮮鲜齒齿龍龙億亿優优"
    "側侧偵侦備备傷伤僅仅價价儘尽兒儿內内冊册凈净別别剛刚劇剧劍剑勁劲勝胜勞劳勻匀協协卻却厲厉參参吳吴員员喚唤單单嘗尝"
    "國国園园團团執执報报壞坏夢梦夥伙奧奥媽妈嬰婴孫孙寧宁審审寬宽尋寻導导專专將将屬属島岛師师幣币廣广廢废廳厅張张強强"
    "彈弹彙汇彎弯後后徑径復复憂忧憶忆應应懷怀懸悬戀恋戰战戶户拋抛掃扫揮挥損损搖摇摺折撐撑撥拨擋挡擠挤擬拟擴扩擺摆攝摄"
    "攜携敘叙敵敌數数斷断旅旅暈晕暫暂曉晓會会東东條条楓枫極极構构樓楼檢检櫃柜權权歐欧殺杀毀毁減减渾浑湯汤準准灑洒災灾"
    "炫炫爐炉爭争牆墙狹狭獅狮瓊琼盡尽監监盤盘眾众睏困礎础禦御稅税穀谷窮穷窗窗築筑籃篮粵粤糧粮紋纹納纳級级紛纷組组結结"
    "丟丢乾干佈布佔占係系倆俩傚效傢家働动剋克効效吶呐唄呗唘启唸念啟启啣衔喫吃喲哟嗶哔嘍喽嘑呼嘰叽噠哒噹当嚐尝嚮向坿附塊块塗涂墻墙奮奋妳你嬭奶嬾懒宮宫寳宝寵宠尠鲜屛屏層层帶带幇帮幑徽幙幕幚帮廈厦廻回彆别彔录憑凭懶懒"
    "捨舍掽碰揹背摳抠撡操擁拥擱搁攏拢昇升暢畅曡叠書书朮术朶朵査查棄弃樹树檯台檸柠櫻樱歸归汎泛決决沖冲淺浅湊凑滾滚漲涨潑泼灘滩煩烦熱热燄焰燙烫爍烁爲为牠它獃呆産产甯宁畢毕畵画疊叠癒愈眞真碼码祘算禪禅秊年秌秋秖只稾稿"
    "積积穫获竪竖箏筝紹绍絃弦綫线緑绿緣缘緻致縫缝繙翻繞绕繪绘繫系纔才缐线羅罗羣群翫玩聞闻腳脚臝裸臺台舖铺芲花華华菸烟蓋盖蘭兰虛虚衕同衝冲襬摆襯衬見见託托訪访許许訴诉註注詢询詶酬誇夸誌志誒诶誕诞誤误説说謐谧講讲謠谣"
    "謡谣讬托豓艳貫贯賬账蹤踪躍跃躶裸軸轴輩辈輪轮辦办迴回連连逩奔週周運运遲迟醼宴針针鈡钟鉅巨銜衔鋪铺鋭锐鋼钢錦锦録录錶表鍋锅鍼针鎮镇鏢镖鑑鉴鑒鉴钜巨锺钟門门閑闲閒闲閙闹闇暗陞升須须領领頟额顔颜顛颠颱台飲饮餘余餽馈"
    "饋馈駐驻駕驾駛驶鬚须鬧闹鬱郁鳴鸣麥麦麯曲麵面麺面麽么黨党衆众隻只圍围"
)
_SIMPLIFIED = {ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_IDENTIFIER = re.compile(r"(?<![\w.\-])[a-z]+(?:_[a-z]+)+(?![\w\-]|\.\w)")
"""Words as programs write them, "slide_left"; not the name of a file."""
_OPENING = {"“": "”“", "”": "”", "「": "」", "『": "』", "《": "》", '"': '"', "‘": "’", "'": "'"}
_APOSTROPHES = "’‘`´"
_STACCATO = re.compile(r"\. (?:to|from|in|out|of|it|the|on|into|through|over|up|down)\. (?=[a-z])")
"""Full stops for emphasis around a word that is no sentence: "Fade. To. Black."."""
_CLAUSE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` with its marks; ``content`` without them, as written. ``closed``: it has its second mark."""

    start: int
    end: int
    content: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Normal:
    """A text, its folded form of the same length, and its quotes in order."""

    original: str
    folded: str
    quotes: tuple[Quote, ...]


@lru_cache(maxsize=8192)
def fold(char: str) -> str:
    """The folded form of one character; always one character."""
    if char in _APOSTROPHES:
        return "'"
    wide = unicodedata.normalize("NFKC", char)
    narrow = (wide if len(wide) == 1 else char).lower()
    return (narrow if len(narrow) == 1 else char).translate(_SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with traditional characters of our lexicon as simplified ones; of the same length."""
    return text.translate(_SIMPLIFIED)


def normalise(text: str) -> Normal:
    folded = _IDENTIFIER.sub(lambda match: match[0].replace("_", " "), "".join(fold(char) for char in text))
    if ". " in folded:
        folded = _STACCATO.sub(lambda match: match[0].replace(".", " "), folded)
    return Normal(text, folded, tuple(_quotes(text)))


def _quotes(text: str) -> list[Quote]:
    found: list[Quote] = []
    position = 0
    while position < len(text):
        quote = _quote_at(text, position) if _straight(text[position]) in _OPENING else None
        if quote is not None:
            found.append(quote)
        position = quote.end if quote is not None else position + 1
    return found


def _straight(char: str) -> str:
    return '"' if char == "＂" else char


def _quote_at(text: str, start: int) -> Quote | None:
    mark = _straight(text[start])
    if mark in "'‘" and not _opens(text, start):
        return None
    for position in range(start + 1, len(text)):
        if _straight(text[position]) in _OPENING[mark] and _closes(text, position, mark):
            content = text[start + 1 : position].strip()
            return Quote(start, position + 1, content, closed=True) if content else None
    return None if mark in "'‘”" else _unclosed(text, start)


def _opens(text: str, position: int) -> bool:
    """Whether an apostrophe-like mark can open a quote here rather than belong to a word ("don't", "photos' order")."""
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not (before.isascii() and before.isalnum()) and not after.isspace()


def _closes(text: str, position: int, mark: str) -> bool:
    after = text[position + 1] if position + 1 < len(text) else " "
    return mark not in "'‘" or not (after.isascii() and after.isalnum())


def _unclosed(text: str, start: int) -> Quote | None:
    """A quote that is never closed holds the rest of its sentence."""
    end = _CLAUSE_END.search(text, start + 1)
    stop = end.start() if end else len(text)
    content = text[start + 1 : stop].strip()
    return Quote(start, stop, content, closed=False) if content else None
