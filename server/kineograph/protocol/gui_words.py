"""The words of screens as tables: what one does there, what only a screen has, how one is urged. Data for ``gui_steps``
and ``gui``; a new phrase belongs into a table here, not into a rule."""

from __future__ import annotations

import re

from kineograph.protocol.quotes import MASK


def any_of(words: str) -> str:
    """A pattern for any of the words, one a comma; blanks match any white space."""
    return "(?:" + "|".join(re.sub(r"\s+(?!\?)", r"\\s+", word.strip()) for word in words.split(",")) + ")"


# --- English --------------------------------------------------------------------------------------------------------

# what is done to a screen and to nothing else, whatever it is done to
PRESS = r"(?:(?:right|left|double|single|triple|long)[- ])?" + any_of(
    "click,tap,swipe,hover,scroll,scrub,toggle,uncheck,untick,unmute,drag,drag and drop,drag-and-drop,long-press"
)
# what is also done to a bell or to a curtain: only with something of a screen after it
PRESS_ON = any_of("press,hit,drop,tick,hold down,hold,punch,push,smash")
PRESSED = (
    rf"(?:(?:down\s+)?(?:on\s+)?(?:the|that|this|any|your|a|it|them|both|more|those|these|down|in|play|pause|save|export|"
    rf"download|apply|ok|enter|return|space ?bar|space|delete|backspace|escape|esc|shift|control|ctrl|command|cmd|alt|"
    rf"publish|render|undo|generate|start|here|next|done|confirm)\b|(?:on\s+)?(?:{MASK}|▶|⌘|\+|(?-i:[A-Z])))"
)
# looking, going and changing: a step where a thing of a screen follows
ACT = any_of(
    "select,choose,pick,open,open up,close,close out,minimi[sz]e,maximi[sz]e,go,go ahead,head,jump,return,navigate,"
    "switch,use,find,see,check,check out,preview,view,watch,review,inspect,look,visit,expand,collapse,play,adjust,"
    "access,locate,export,download,save,upload,import,manage,top up,upgrade,tweak,fine-tune,fine tune,customi[sz]e,"
    "modify,explore,browse,pull,pull up,bring up,grab,move,resize,rearrange,reorder,highlight,enable,disable,turn on,"
    "turn off,zoom in,zoom out,zoom,split,trim,cut,crop,edit,change,replace,swap,delete,remove,rename,mark,log in,"
    "sign in,sign up,log out,sign out,refresh,reload,restart,relaunch,launch,enter,type,paste,set,apply,undo,redo,"
    "mute,share,double-check,keep,leave,wait,add,insert,place,put,take,have,give,get,experiment,activate,confirm,"
    "press,hit,drop,tick,hold,push,work,increase,decrease,raise,lower,reposition,arrange,copy,start,begin,"
    "lock,unlock,group,ungroup,detach,align,reverse,pin,solo,separate,merge,extend,shrink,enlarge,rotate,scale,shift,"
    "allow,permit,grant,block,dismiss,cancel,stop,pause,rewind,skip,sort,filter,search,submit,fill in,fill out,reset,"
    "reconnect,connect,install,flip,cycle,buy,purchase,retype,nudge,tune,render,publish,follow,listen,hear,clear,update,duplicate,pan,push,slide,position,spin,dial,compare,verify,make"
)
# looking at a picture is content: what is seen in it may be a window or a button
LOOKS = any_of("see,find,look,watch,notice,view,check,check out,have,take,keep,place,put,make,set,add,give,move")
GERUND = {
    word.rsplit(" ")[0]: word.rsplit(" ")[1]
    for word in (
        "clicking click,tapping tap,pressing press,hitting hit,dragging drag,dropping drop,scrolling scroll,swiping "
        "swipe,hovering hover,toggling toggle,scrubbing scrub,opening open,selecting select,choosing choose,picking "
        "pick,going go,heading head,using use,previewing preview,viewing view,watching watch,checking check,"
        "refreshing refresh,reloading reload,exporting export,downloading download,saving save,adjusting adjust,"
        "switching switch,navigating navigate,visiting visit,moving move,trimming trim,zooming zoom,changing change,"
        "logging log,signing sign,playing play,reviewing review,looking look,clearing clear,typing type,holding hold,"
        "double-clicking double-click,right-clicking right-click,uploading upload,importing import,closing close"
    )
    .replace("\n", " ")
    .split(",")
}
PRESSING = any_of(
    "(?:double-|right-|double |right )?clicking,tapping,pressing,hitting,dragging(?: and dropping)?,scrolling,swiping,"
    "hovering,toggling,scrubbing,"
    "long-pressing,typing,pulling,pinching"
)

_OF_PICTURE = (
    r"(?!\s+(?:photo|picture|shot|image|scene|seat|clip|sign|sticker|flower|graphic|animation|overlay|song|title)s?\b)"
)
# names that studios print on their buttons and panels
NAMES = any_of(
    "export,download,save,share,play,pause,preview,upload,import,settings,render,media,audio,effects?,transitions?,text,"
    "timeline,properties,inspector,undo,redo,account,billing,options?,help,file,project,publish,apply,generate,filters?,"
    "style,library,assets?,music,volume,crop,trim,split,speed,templates?,overlays?,stickers?,captions?,subtitles?,"
    "adjust,colou?r,animation,canvas,aspect ratio"
)
_ROOM = any_of("window,screen,page,pane,area,section,view,mode,monitor,box,bar,field,tool,panel,tab,player")
_CORNER = r"(?:top|bottom|upper|lower)(?:[- ](?:right|left))?(?:[- ]hand)?"
_NOT_IN_PICTURE = r"(?!\s+of\s+(?:the\s+|your\s+|each\s+)?(?:\w+\s+)?(?:photo|picture|frame|video|image|clip|shot)s?\b)"
CORNER = (
    rf"(?:(?:in|at|on|to|from|near)\s+(?:the\s+)?{_CORNER}(?:\s+(?:corner|side|edge))?{_NOT_IN_PICTURE}|"
    rf"(?:on|to|from|at)\s+(?:the|your)\s+(?:far\s+)?(?:left|right)(?:[- ]hand)?(?:\s+side)?{_NOT_IN_PICTURE}\s*$)"
)
# what only a screen has, wherever it is named
STRONG = (
    "(?:"
    + any_of(
        "panels?,tabs?,(?:top|bottom|left|right|upper|lower) (?:bar|rail|strip),tool ?bars?,side ?bars?,side bars?,"
        "menu bars?,"
        "top bars?,nav(?:igation)? bars?,drop-?downs?,"
        "drop-?down menus?,dialogs?,dialogues? box(?:es)?,dialog box(?:es)?,pop-?ups?,check ?box(?:es)?,sliders?,"
        "playhead,inspector,(?:media|asset|music|audio|stock) library,web ?pages?,work ?space,dashboard,editor,"
        "browser(?:'s \\w+ bar)?,(?:browser|address|search|progress|status|scroll) bar,hamburger,three dots,"
        "three-dot,ellipsis,context menu,menus?,buttons?,thumbnails?,drag handles?,cursor,mouse,trackpad,keyboard,"
        "key ?frame editor,viewer,(?:video|media|preview|built-in|web|embedded) player,shortcuts?,hotkeys?,"
        "url bar,tool ?tips?,ribbon,tray,media bin,drawer,swatch(?:es)?,radio buttons?,navbar,header,footer,plus sign,"
        "modal,arrow keys?,"
        "full[- ]screen mode,color picker,toggle,toggle switch,scroll ?wheel,drop zone,upload area,colou?r wheel,icons?"
    )
    + rf"|(?:{NAMES}|main|browser|dialog|project|editing|playback|web)\s+{_ROOM}"
    + rf"|(?:{NAMES}|app|user|profile|project|quality|resolution|output|video)\s+(?:settings|options?|preferences)"
    + r"|(?-i:Settings|Preferences)|(?:the|your)\s+settings|(?:account|billing|profile|subscription|pricing)\s+page"
    + r"|(?:menu|setting|section)\s+(?:at|in|on|under)\s+the|spacebar|space\s+bar"
    + r"|(?:space|enter|return|delete|escape|arrow|shift|control|option|backspace|tab|left|right)\s+keys?"
    + r"|(?:\+|-|(?-i:[A-Z]))\s+key"
    + rf"){_OF_PICTURE}"
)
# what a picture may show too: enough where somebody is ordered to act on it
THING = (
    rf"(?:{STRONG}|(?:windows?|screens?|playback|player|library|page|section|gear|arrows?|options?\s+(?:in|from|under|at)|"
    rf"canvas|handles?|(?:edges?|ends?|corners?)\s+of\s+(?:the|a|an|any|each|your)\s+\w+|clipboard|upload\s+(?:area|box)|field|keys?|profile\s+picture|avatar|link|app|cache|tracks?\s+header|"
    rf"file\s+(?:menu|browser|picker))\b{_OF_PICTURE})"
)
SHORTCUT = r"(?:\b(?:ctrl|control|cmd|command|shift|alt|option)\s?[+/-]\s?\w|⌘|⌥|⇧|\bF\d{1,2}\b)"
PATH = r"\b(?-i:[A-Z])\w{0,30}\*{0,2}\s?(?:>|→|»|›|⟶|->)\s?\*{0,2}(?-i:[A-Z])"
TIMELINE = (
    r"(?:in|on|from|using|via|with|along|across|through|onto|to|into|over|at)\s+(?:the|your)\s+(?:\w+\s+)?timeline"
)
ACCOUNT = r"(?:your\s+|the\s+)?(?:account|billing|subscription|profile|pricing|plans?)\b"
WEB = (
    r"(?:refresh|reload)\s+(?:the|this|your|it)\b|(?:refresh|reload)\s*$|(?:log|sign)\s+(?:in|into|out|up|back\s+in|on)\b|"
    r"clear\s+(?:the|your)\s+(?:browser\s+)?cache|paste\s+(?:it|the\s+link|this\s+link)"
)
NOUNS = (
    r"(?-i:rac(?:e|ing)|queens?|shows?|sounds?|tracks?|noises?|release|water|songs?|shot|music|effects?|text)\b|"
    r"(?-i:[a-z]\w*)\s+(?:was|were|is|are|has|have|had)\b"
)

# taken off the front of a clause before it is read
LEAD = re.compile(
    r"(?:[\s*_>\[\]#·•▪►▶→⇒]|[-–—]\s|(?:step\s+)?\d{1,2}[.):]\s|step\s+\d{1,2}\W{0,3}$|[☀-➿\U0001f300-\U0001faff️‍]|"
    + any_of(
        "please,kindly,now,then,next,just,simply,also,first(?:ly)?,second(?:ly)?,third(?:ly)?,finally,lastly,alternatively,"
        "and,or,but,so,again,otherwise,instead,afterwards?,after that,from there,from here,where,which,optionally,"
        "quickly,easily,additionally,at any time,any time,anytime,at this point,for now,hey,ok(?:ay)?,"
        "go ahead and,be sure to,be sure and,make sure to,make sure you,make sure that you,remember to,don't forget to,"
        "do not forget to,feel free to,be careful not to,don't hesitate to,try to,try,all you need to do is,"
        "all you have to do is,all that's left is to,all that is left is to,the next step is to,it's time to,"
        "you're (?:now )?(?:free|welcome|able|ready) to,you are (?:now )?(?:free|welcome|able|ready) to,"
        "(?:we|i) (?:would )?(?:recommend|suggest|advise)(?: that you| you)?(?: to)?,"
        "(?:we|i)'d (?:recommend|suggest|advise)(?: that you| you)?(?: to)?,"
        "it's best to,it is best to,you might want to,you may want to,you'll want to,you will want to,"
        "you can,you could,you may,you might,you should,you need to,you'll need to,you will need to,you have to,"
        "you'll have to,have to,need to,want to,you'll be able to,you will be able to,you must,you'll,you will,"
        "you'd,you,note that,keep in mind that,remember that,if needed,if you like,if you want,if you prefer,as needed,"
        "can you,could you,would you,would you mind,for you,"
        "always,either,to,don't,do not,never,avoid,in order to,why not,manually,directly,"
        "double check that,make sure,ensure"
    )
    + r"\b,?)\s*",
    re.IGNORECASE,
)
# a condition that no comma parts from what it leads to
WHEN = re.compile(
    r"^\W*(?:and\s+|or\s+)?(?:if|when|once|whenever|after|as\s+soon\s+as|to)\b[^,;:，]{1,60}?\s"
    r"(?=you\s+can\b|you\s+could\b|just\b|simply\b|please\b|go\s+ahead\b|feel\s+free\b|click\b|tap\b|drag\b|press\b)",
    re.IGNORECASE,
)
URGED = re.compile(
    r"\b(?:you|please|feel\s+free|just|simply|go\s+ahead|recommend|suggest|try|make\s+sure|be\s+sure|remember|forget)\b",
    re.IGNORECASE,
)
ASKED_POLITELY = re.compile(
    r"^\s*(?:can|could|would|will)\s+you\s+(?!like|prefer|rather|want)|能不能|能否|可否|麻烦", re.IGNORECASE
)
TELLS = re.compile(
    r"\b(?:tell|let|ask|send|give|show|remind|message)\s+(?:me|us)\b|\breply\b|\bdrop\s+(?:me|us|by)\b|\bhit\s+(?:me|us)\b|"
    r"告诉我|和我说|跟我说|回复我|联系我|发给我|说一声|发一张|发来",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"^\W*(?:and\s+|or\s+|but\s+)?(?:if|when|once|whenever|after|before|unless|until|while|as\s+soon\s+as|in\s+case|should\s+you|"
    r"wherever|for\s+\w+|(?:to|in\s+order\s+to)\s+\w+|with\s+\S.*\bselected)\b|"
    r"^\W*(?:如果|如需|如想|如要|如有|若|倘若|当|想要|想|要是|要(?!不要)|等|待|一旦|只要|以便|需要.*时)|"
    r"(?:的话|之后|以后|后|时|之前|以前|期间)$",
    re.IGNORECASE,
)
PURPOSE = re.compile(
    r"^\W*(?:to|in\s+order\s+to|so\s+(?:that\s+)?(?:you|it|they|nothing|the|your)|so\s+that|until|while|before|after)\b|"
    r"^\W*(?:以便|即可|就可以|就能|便可|就行|就好|以免|以防|方便|避免|防止|来(?=[^自源]))",
    re.IGNORECASE,
)
PLACE = re.compile(
    rf"^\W*(?:in|on|at|from|under|inside|within|using|with|via|below|above|next\s+to)\b.*\b{THING}", re.IGNORECASE
)
PREPARATION = re.compile(
    r"^(?:select|choose|pick|highlight|find|locate|wait|hold\s+on)\s|^(?:选择|选中|挑选|找到)",
    re.IGNORECASE,
)
# what a step leads to, said after it
OUTCOME = re.compile(
    r"^\W*(?:(?:and|so|then)\s+)?(?:(?:it|they|the|your|a|an|this|everything|that|rendering|rendered)\b[^,;]{0,60}?(?:\bwill\b|'ll\b|\bshould\b)|"
    r"you(?:'ll|\s+will|\s+should)\b|"
    r"that's\s+(?:it|all)\b|you're\s+(?:done|all\s+set|good\s+to\s+go)\b|you\s+are\s+(?:done|all\s+set)\b|done\b$|otherwise\s+(?:the|it|your|they)\b)|"
    r"^[^我]{0,30}(?:就会|将会|会自动|即可|就能|就可以|便可|便会|就行|就好|就完成)|^否则|^[^我]{0,16}(?:会|将)(?!不会)",
    re.IGNORECASE,
)
CONTINUES = re.compile(
    r"^(?:then\s+|and\s+)?(?:"
    + any_of(
        "choose,select,pick,release,let go,drop,"
        "adjust,set,confirm,save,download,export,enter,type,wait,drag,click,preview,"
        "view,play,share,find,move,pull,push,make,change,edit,delete,remove,replace,rename,trim,cut,apply,follow,hold,look,"
        "search,scroll,paste,press,hit,see,use,browse,close,open,go,start,begin,check,watch,slide,listen,add,give,try,"
        "double-check,turn,switch,hear"
    )
    + r"\b(?!\s+(?:your\s+)?mind|\s+me\b|\s+us\b))|"
    r"^(?:然后|再|并|最后|接着|之后|随后|即可|就可以|就能)*(?:选择|选中|挑选|挑|选|松开|调整|设置|设为|设定|修改|更改|确认|保存|下载|导出|输入|"
    r"预览|查看|观看|播放|分享|等待|删除|移动|移到|裁剪|分割|应用|替换|浏览|完成|关闭|返回|回到|回来|拖|放|(?:把|将)[^。，]{1,14}(?:设|调|改|选|移)|试听|搜索|找到|添加|上传|看看|看到|开始|填写|勾选)",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"^\W*(?:i|we|it|they|you|the|your|my|our|there|that|this|these|those|let|tell|when|if|once|enjoy|thanks?|feel|say|ask)\b",
    re.IGNORECASE,
)
# orders that are not orders to a screen; what is coordinated with them may be one
INVITES = re.compile(
    rf"^(?:{ACT}|enjoy|let|tell|take|have|relax|sit|say|send|reply|ask|feel|thanks?|thank)\b", re.IGNORECASE
)
CLAUSE_LIKE = re.compile(
    r"^\W*(?:i|i'\w+|we|it|it's|you|they|there|that|this|let|tell|which|where|if|when|once|unless|to|after|before|until|"
    r"while|whenever|what|should|shall|would|please|just|simply|then|otherwise|feel|don't|do|not|no|so|but|try|be\s+sure|remember|alternatively|also|instead|"
    r"double-\w+|right-\w+|go\s+ahead)\b|"
    rf"^\W*(?:{ACT}|{PRESS}|release|drop|press|hit|search|follow)\b|"
    r"\b(?:is|are|was|were|will|has|have|had|can|does|lasts?|starts?|ends?|runs?|fades?|plays?|stays?|goes|comes|needs?|"
    r"\w+'s|\w+'ll|\w{3,}ed)\b|[\u3040-\u9fff]",
    re.IGNORECASE,
)
# the words of a title that stand there without quotation marks
READS = re.compile(
    r"\b(?:says|reads|reading|saying|titled|entitled|captioned|labell?ed|called|named|spells|(?:title|caption|text)\s+to)"
    rf":?\s+(?!\W*{MASK})(?=[A-Z0-9*])|(?:写着|内容[是为]|标题[是为]|字幕[是为]|文字[是为])(?!\W*{MASK})\w"
)
TITLE_LABEL = re.compile(
    r"(?:\b(?:titles?|captions?|text|subtitles?|end\s+card|lyrics|voice-?over|script|says|reads|reading)|"
    r"标题|字幕|文字|文案|片名|台词|旁白|内容|歌词)\W*$",
    re.IGNORECASE,
)
# a label in front of steps has nothing to say without them; news has
LABEL = re.compile(r"^\W*\w+(?:\s+\w+){0,3}\W*$")
NEWS = re.compile(
    r"\b(?:done|ready|finished|complete|completed|success|great|good|perfect|updated|added|saved|all\s+set|warning|"
    r"error|failed|sorry|rendered|exported|changed)\b|完成|好了|成功|失败|已|抱歉|就绪|生成",
    re.IGNORECASE,
)
HEADING = re.compile(
    r"^\W*(?:to\b|how\b|next\b|the\s+next|steps?\b|what(?:'s|\s+is)?\s+next|what\s+(?:you\s+can|to)\b|now\s+you\s+can|you\s+can|"
    r"from\s+here|(?:quick\s+|pro\s+)?tips?\b|exporting|export\b|preview|download|saving|save\b|follow|"
    r"if\s+you|when\s+you|once\s+you|ready\s+to|options|要|如何|怎么|怎样|下一步|接下来|后续|步骤|操作|导出|预览|下载|保存|小?提示|小?技巧|"
    r"[您你](?:现在|接下来|还|也)?可以|如果|如需|[^已我]{0,10}(?:步骤|方法|方式|操作)\W*$)",
    re.IGNORECASE,
)

REPORT = re.compile(
    r"(?:\*\*)?(?:(?:all\s+)?done|finished|complete[d]?|changes?(?:\s+made)?|changed|applied|edits?|updates?|updated|summary|"
    r"result|what\s+(?:i|has|was)\s+(?:did|done|changed)|(?:i|we)\s+(?:did|made)\b.{0,30}|(?:已)?完成|已做|改动|修改|变更|更新|"
    r"结果|总结|操作)(?:\*\*)?",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"\b(?:you|click|tap|press|hit|hover|scroll|open|navigate|head|go)\b|您|你|请|点击|单击|双击|按|打开|进入|前往",
    re.IGNORECASE,
)
