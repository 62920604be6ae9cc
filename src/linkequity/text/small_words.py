"""Words that name nothing: those that only join others, that deny, that greet, and months.

An anchor text neither begins nor ends with a word that only joins, and none is made of such words
alone. Of Chinese, Japanese and Korean, read character by character, these are particles. Languages
that are not here are left to how common a word is on the site.
"""

from functools import cache
from typing import Final

from linkequity.text.stems import WRITTEN_AS

JOINING: Final = {
    "en": "a an the this that these those my your his her its our their some any each every no "
    "all both such other another same own and or but nor so yet if because as until while "
    "although though since unless whether than of at by for with without about against "
    "between into through during before after above below to from up down in out on off "
    "over under again then once here there when where why how i you he she it we they me "
    "him us them who whom whose which what am is are was were be been being have has had "
    "having do does did doing will would shall should can could may might must not only "
    "very too also just more most less least many much few several per via upon within "
    "across along around among toward towards like near now still even ever never always "
    "often next last one something anything everything nothing someone "
    "anyone everyone s t re ve ll d m",
    "de": "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem "
    "keiner und oder aber sondern denn doch wenn weil dass ob als wie bis während obwohl "
    "damit sowie in im ins an am ans auf aufs aus bei beim mit nach seit von vom zu zum zur "
    "für durch gegen ohne um über unter vor hinter neben zwischen trotz wegen ab laut per "
    "pro ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein dein "
    "sein unser euer ihre ihren ihrem ihrer seine seinen seinem seiner unsere unseren "
    "unserem unserer eure dieser diese dieses diesen diesem jener jene jeder jede jedes "
    "jeden jedem alle allen aller alles einige viele mehr sehr auch nur noch schon nicht "
    "nie immer so da dort hier dann nun jetzt wer was wo wann warum welche welcher welches "
    "man ist sind war waren bin bist sei wird werden wurde wurden worden hat haben hatte "
    "hatten kann können konnte muss müssen soll sollen sollte will wollen darf dürfen mag "
    "etwas nichts jemand andere anderen anderer davon dazu dafür darauf daran dabei darum "
    "wieder eigentlich selbst eigene eigenen",
    "fr": "le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez vers "
    "entre depuis pendant avant après contre et ou mais donc or ni car si que qu qui quoi "
    "dont où quand comme comment pourquoi je j tu il elle on nous vous ils elles me m te t "
    "se s lui leur leurs y ce c cet cette ces mon ma mes ton ta tes son sa ses notre nos "
    "votre vos quel quelle quels quelles quelque quelques chose tout toute tous toutes "
    "autre autres même mêmes aucun chaque plusieurs plus moins très aussi bien encore déjà "
    "ne n pas jamais rien est sont était étaient être été suis es êtes sera ont a as ai "
    "avons avez avait avoir eu fait faire peut peuvent pouvez doit doivent cela ceci ça ici "
    "là alors ainsi lors dès selon",
    "es": "el la los las lo un una unos unas de del al a en con sin por para sobre bajo entre "
    "hacia hasta desde durante según contra ante tras y e o u pero sino ni que qué quien "
    "quién quienes cual cuál cuales cuyo donde dónde cuando cuándo como cómo si porque "
    "aunque mientras pues yo tú él ella nosotros ustedes ellos ellas me te se nos os le les "
    "mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa "
    "esos esas aquel aquella esto eso algo alguien nada nadie todo toda todos todas otro "
    "otra otros otras mismo misma cada muy más menos mucho mucha muchos muchas poco también "
    "tampoco ya aún todavía siempre nunca no sí es son era eran fue fueron ser sido está "
    "están estaba estar ha han había haber hay he hemos tiene tienen tener puede pueden "
    "debe deben hacer hace así aquí allí entonces cualquier frente "
    "respecto mediante",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai "
    "agli alle da dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle con su "
    "sul sullo sulla sui sugli sulle per tra fra senza verso fino durante contro sotto "
    "sopra dopo prima e ed o od ma però né che chi cui quale quali quando come dove perché "
    "se mentre anche io tu lui lei noi voi loro mi ti si ci vi ne mio mia miei mie tuo tua "
    "suo sua suoi sue nostro nostra nostri nostre vostro vostra questo questa questi queste "
    "quello quella quelli quelle qualche qualcosa qualsiasi qualunque tutto tutta tutti "
    "tutte altro altra altri altre ogni molto molti molte più meno poco già ancora sempre "
    "mai non è sono era erano essere stato stata sia ha hanno ho aveva avere può possono "
    "deve devono fare fa così qui lì allora d c",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas "
    "para com sem sobre sob entre até desde durante contra após e ou mas nem que quem qual "
    "quais quando como onde porque se embora enquanto eu tu ele ela nós vós eles elas você "
    "vocês me te lhe lhes seu sua seus suas meu minha nosso nossa nossos nossas este esta "
    "estes estas esse essa esses essas aquele aquela isto isso aquilo algo alguém nada "
    "ninguém tudo todo toda todos todas outro outra outros outras mesmo mesma cada muito "
    "muita muitos muitas mais menos pouco também já ainda sempre nunca não sim é são era "
    "eram foi foram ser sido está estão estava estar há tem têm tinha ter pode podem deve "
    "devem fazer faz assim aqui ali então ao aos à às",
    "nl": "de het een en of maar want dus als dan dat die dit deze wie wat waar wanneer hoe "
    "waarom welke in op aan bij met van voor naar uit door over onder tussen tegen zonder "
    "tot om te ter ten na sinds tijdens per via ik jij je hij zij ze wij we jullie u mij me "
    "jou hem haar ons hun hen mijn jouw zijn onze er hier daar nu toen ook nog al niet geen "
    "wel meer minder meest veel weinig alle alles iets niets iemand elk elke ieder iedere "
    "ander andere zelf zich is was waren ben bent wordt worden werd werden heeft hebben had "
    "hadden kan kunnen kon moet moeten mag mogen zal zullen zou zouden wil willen doen zo "
    "heel erg steeds altijd nooit omdat hoewel",
    "sv": "en ett den det de dem och eller men för så om att som när där hur varför vad vem "
    "vilken i på av till från med utan vid under över mellan genom mot efter före hos jag "
    "du han hon vi ni mig dig sig oss er min din sin vår ert deras denna detta dessa någon "
    "något några alla allt annan andra varje mer mest mycket många inte aldrig alltid också "
    "bara än nu här är var vara varit har hade ha kan kunde ska skulle måste får blir blev",
    "da": "en et den det de dem og eller men for så om at som når hvor hvordan hvorfor hvad hvem "
    "i på af til fra med uden ved under over mellem gennem mod efter før hos jeg du han hun "
    "vi mig dig sig os jer min din sin vores deres denne dette disse nogen noget nogle alle "
    "alt anden andre hver mere mest meget mange ikke aldrig altid også kun end nu her er "
    "var være været har havde have kan kunne skal skulle må får bliver blev",
    "no": "en ei et den det de dem og eller men for så om at som når hvor hvordan hvorfor hva "
    "hvem i på av til fra med uten ved under over mellom gjennom mot etter før hos jeg du "
    "han hun vi meg deg seg oss dere min din sin vår deres denne dette disse noen noe alle "
    "alt annen andre hver mer mest mye mange ikke aldri alltid også bare enn nå her er var "
    "være vært har hadde ha kan kunne skal skulle må får blir ble",
    "fi": "ja tai mutta että jos kun kuin niin myös ei on oli ovat olivat olla ole se ne hän he "
    "me te minä sinä tämä tuo nämä joka jotka mikä mitä missä milloin miten miksi kaikki "
    "jokin joku muu muut sen sitä niiden tämän hyvin vain vielä jo nyt sekä eli koska "
    "vaikka kanssa ilman",
    "pl": "i a o u w we z ze na do od po za przez dla przy nad pod przed między bez oraz lub albo "
    "ale czy że żeby aby jak jako kiedy gdy gdzie dlaczego co kto który która które których "
    "ja ty on ona ono my wy oni mnie mi ci się go jej ich im nas nam was wam mój twój swój "
    "nasz wasz ten ta to te tego tej tym tych inny inne każdy wszystko wszystkie bardzo "
    "więcej nie tak też także tylko już jeszcze tu tam teraz jest są był była było były być "
    "będzie może można ma mają",
    "cs": "a i o u v ve z ze na do od po za pro při nad pod před mezi bez s se k ke nebo ale že "
    "aby jak jako když kde proč co kdo který která které já ty on ona ono my vy oni mi ti "
    "si ho jí jich jim nás nám vás vám můj tvůj svůj náš váš ten ta to této toho tom jiný "
    "každý vše všechny velmi více ne tak také jen už ještě tu tam teď je jsou byl byla bylo "
    "být může lze má",
    "ro": "un o niște al a ai ale și sau dar că dacă ca cum când unde de la în din pe cu fără "
    "pentru prin spre despre între sub peste până eu tu el ea noi voi ei ele mă te se ne vă "
    "îl îi le meu tău său nostru acest această acești aceste acel acea ceva cineva tot toți "
    "toate alt altă fiecare mai mult foarte nu da este sunt era erau fi fost are au avea "
    "poate trebuie",
    "hu": "a az egy és vagy de hogy ha mert mint amikor ahol hogyan miért mi ki aki ami ez ezek "
    "azok én te ő ti ők is nem csak már még itt ott most van vannak volt voltak lesz lehet "
    "minden más több nagyon sok meg el fel le be",
    "tr": "ve veya ile ama fakat çünkü eğer için gibi kadar göre bu şu o bir her bazı tüm hiç ben "
    "sen biz siz onlar ne kim nerede nasıl neden daha en çok de da ki mi var yok olan "
    "olarak oldu olur değil sonra önce",
    "ca": "el la els les l un una uns unes de d del dels al als a en amb sense per sobre entre "
    "fins des i o però que qui què quan com on si perquè jo tu ell ella nosaltres vosaltres "
    "ells em et es ens us li meu seu nostre aquest aquesta aquests aquestes això tot tota "
    "tots totes altre altres cada molt més menys també ja no sí és són era ser ha han hi "
    "pot fer",
    "ru": "и а но или в во на с со к ко по о об от до из у за для при над под между без через что "
    "как когда где почему кто который которая которые я ты он она оно мы вы они меня мне "
    "тебя его её их им нас нам вас вам мой твой свой наш ваш этот эта это эти тот та то те "
    "весь все всё другой другие каждый очень более не да также только уже ещё тут там так "
    "же бы был была было были быть есть может можно если чтобы",
    "uk": "і й та а але або в у на з зі із до від по про за для при над під між без через що як "
    "коли де чому хто який яка які я ти він вона воно ми ви вони мене мені його її їх їм "
    "нас нам вас вам мій твій свій наш ваш цей ця це ці той те ті весь все інший інші кожен "
    "дуже більш не так також тільки вже ще тут там же б був була було були бути є може "
    "можна якщо щоб",
    "bg": "и а но или в във на с със към по за от до из при над под между без през че какво как "
    "кога къде защо кой която които аз ти той тя то ние вие те ме ми го му я ѝ ги им ни ви "
    "се си мой твой свой наш ваш този тази това тези онзи всички всичко друг други всеки "
    "много повече не да също само вече още тук там така бе беше бяха съм е са може ще ако",
    "id": "yang dan atau tetapi di ke dari pada untuk dengan tanpa oleh dalam antara sebagai "
    "karena jika bahwa ketika saya anda dia kami kita mereka ini itu semua lain setiap "
    "sangat lebih tidak juga hanya sudah belum adalah ada akan bisa dapat harus",
    "vi": "và hoặc nhưng là của có được cho trong không một các với những khi từ đến này đó để đã "
    "sẽ đang rất cũng chỉ như nếu thì mà ở tại về bởi vì tôi bạn họ chúng ta",
    "fa": "و یا اما که از به در با بر برای تا را این آن هر همه یک می ها های است هست بود شد شود "
    "شما ما من او آنها خود نیز هم چه چرا کجا کی اگر بی روی دیگر",
    "ar": "و أو لكن أن إن من في على إلى عن مع بدون بين هذا هذه ذلك تلك الذي التي كل بعض هو هي هم "
    "نحن أنت أنا ما لا لم لن قد كان كانت يكون إذا حتى ثم أيضا غير",
    "el": "ο η το οι τα του της των τον την και ή αλλά ότι αν όταν όπου πώς γιατί σε στο στη στην "
    "στον στα από με χωρίς για προς κατά μετά πριν εγώ εσύ αυτός αυτή αυτό εμείς εσείς "
    "αυτοί μου σου μας σας τους κάθε όλα όλοι άλλο άλλα πολύ πιο δεν μη ναι επίσης μόνο "
    "είναι ήταν έχει έχουν να θα που ένα ένας μια",
    # Particles of one character each, as the words of these languages are read.
    "ja": "の を に は が と で も へ や",
    "zh": "的 了 和 与 與 在 是 为 為 及 或 从 從 把 被 对 對",
    "ko": "을 를 은 는 의 에",
}
MONTHS: Final = {
    "en": "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec",
    "de": "januar jänner februar märz april mai juni juli august september oktober november "
    "dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik "
    "listopad grudzień stycznia lutego marca kwietnia maja czerwca lipca sierpnia września "
    "października listopada grudnia",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь января "
    "февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
}

NEGATING: Final = {
    "en": "not no never without cannot isn aren don doesn won",
    "de": "nicht kein keine keinen keiner ohne nie niemals",
    "fr": "ne pas sans jamais aucun aucune",
    "es": "no sin nunca ningún ninguna",
    "it": "non senza mai nessun nessuna",
    "pt": "não sem nunca nenhum nenhuma",
    "nl": "niet geen zonder nooit",
    "sv": "inte utan aldrig ingen",
    "da": "ikke uden aldrig ingen",
    "no": "ikke uten aldri ingen",
    "pl": "nie bez nigdy",
    "cs": "ne bez nikdy není nelze",
    "ru": "не без никогда нет нельзя",
    "uk": "не без ніколи немає",
    "ca": "no sense mai cap",
}

GREETING: Final = {
    "en": "welcome hello hi hey please thank thanks dear sorry congratulations happy glad excited "
    "pleased proud",
    "de": "willkommen hallo bitte danke dank vielen liebe lieber herzlich herzlichen glückwunsch",
    "fr": "bienvenue bonjour salut merci svp plaît cher chère chers félicitations",
    "es": "bienvenido bienvenida bienvenidos hola gracias favor estimado felicidades",
    "it": "benvenuto benvenuti benvenuta ciao grazie prego caro cari congratulazioni",
    "pt": "bem-vindo bem-vindos olá obrigado obrigada favor caro parabéns",
    "nl": "welkom hallo dank bedankt alstublieft beste gefeliciteerd",
    "sv": "välkommen välkomna hej tack",
    "da": "velkommen hej tak",
    "no": "velkommen hei takk",
    "pl": "witaj witamy cześć dziękuję dziękujemy proszę",
    "cs": "vítejte ahoj děkuji děkujeme prosím",
    "ru": "добро пожаловать привет спасибо пожалуйста",
}


@cache
def joining(language: str | None) -> frozenset[str]:
    """The words of a language that only join others, in small letters; none where unknown."""
    return _read(JOINING, language)


@cache
def months(language: str | None) -> frozenset[str]:
    """The months of a language in small letters; none where unknown."""
    return _read(MONTHS, language)


@cache
def greeting(language: str | None) -> frozenset[str]:
    """The words of a language that greet, thank, ask and are glad, in small letters."""
    return _read(GREETING, language)


@cache
def negating(language: str | None) -> frozenset[str]:
    """The words of a language that deny, in small letters; none where unknown."""
    return _read(NEGATING, language)


def _read(words: dict[str, str], language: str | None) -> frozenset[str]:
    name = (language or "").partition("-")[0]
    return frozenset(words.get(WRITTEN_AS.get(name, name), "").split())
