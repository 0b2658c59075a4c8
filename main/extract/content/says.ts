const starts: string[] = []
const start = (pattern: string): RegExp => {
  starts.push(pattern)
  return startOf(pattern)
}
const startOf = (pattern: string): RegExp => new RegExp(`^[\\s\\p{P}\\p{S}]*(?:${pattern})`, 'iu')

/** What the first words of a block say that it is, in the languages most pages are written in. */
export const SAYS = {
  share: start(
    'share|tweet|teilen|diesen (?:artikel|beitrag)|partag|compart|condivid|facebook|twitter|whatsapp|e-?mail|print|drucken|pinterest|linkedin|reddit|flipboard|pocket|telegram|xing|sharing|follow|folgen|like|gefällt|imprimir|síguenos|seguici|save|merken|udostępnij|поделиться|copy link|link kopieren',
  ),
  related: start(
    'related|more (?:from|on|in|about|stories|news)|read (?:more|also|next|the)|also (?:read|on)|see also|also (?:see|in)|keep reading|go deeper|dig deeper|dive deeper|further reading|recommended|you (?:may|might)|don.t miss|most (?:read|popular|viewed)|popular|trending|latest|top stories|up next|watch|next|previous|mehr (?:zum|zu|von|über|aus|infos|auf|dazu|lesen)\\b|zum weiterlesen|lesen sie|lesetipp|lest|weitere|auch interessant|das könnte|siehe auch|passend|zum thema|verwandte|ähnliche|meistgelesen|beliebt|neueste|aktuelle|vorheriger|nächster|hier geht|lire (?:aussi|la suite)|à lire|voir aussi|sur le même|lea también|lee también|te puede|te recomendamos|ver también|más (?:noticias|sobre)|relacionad|leia (?:também|mais)|veja (?:também|mais)|você (?:pode|também)|talvez|confira|saiba mais|leggi anche|potrebbe|czytaj|zobacz|lees (?:ook|meer|verder)|zie ook|meer (?:over|nieuws)|puedes ver|mira(?: también)?:|mirá|le(?:a|e):|también le(?:e|a)|sigue leyendo|vea (?:también|además)|articoli correlati|leggi:|approfondi|à voir|pour aller plus loin|en savoir plus|dans le même|polecamy|przeczytaj|więcej (?:o|na)|sprawdź|čtěte|přečtěte|související|mohlo by vás|prečítajte|súvisiace|διαβάστε|σχετικά|δείτε (?:επίσης|ακόμ)|اقرأ|مواضيع|ذات صلة|بیشتر بخوانید|相关|相關|推荐阅读|延伸阅读|延伸閱讀|更多|関連|あわせて読みたい|おすすめ記事|관련 ?(?:기사|뉴스)|по теме|похожие|подробнее:|смотрите также|ilgili haber|bunlar da|läs (?:också|mer|även)|les også|læs også|lue myös|citește și|vezi și|pročitajte|kapcsolódó|baca juga|simak juga|xem thêm|đọc thêm|קראו (?:גם|עוד)|читайте|см\\. также|links?\\b|weblinks|quellen|references|einzelnachweise|external links',
  ),
  subscribe: start(
    'subscri|sign up|newsletter|get (?:the|our|your)|join|register|log ?in|anmelden|abonn|jetzt|registrier|melde|suscr|inscri|assine|iscriv|support|donate|spende|unterstütze|download the app|follow us|stay|enter your|your email|e-mail-adresse|kostenlos|kaufen|buy|shop|bestell|cookie|wir verwenden|we use|premium|free trial|already a|continue reading|weiterlesen|jetzt abo|hier abonn|zum newsletter|bleib|noch mehr|unterstütz|fördere|never miss|missing out|get the latest|want more|thanks for reading|enjoy(?:ed|ing) (?:this|the)|if you (?:like|enjoy|value|found)|s.abonner|abonnez|recevez|soutenez|faire un don|suscríbete|apóyanos|únete|recibe|sostieni|zapisz się|wesprzyj|odebírejte|podpořte|подпис|поддерж|abone ol|εγγραφείτε|اشترك|登録|订阅|訂閱|구독|hinweis|disclaimer|disclosure|affiliate|contact|kontakt',
  ),
  copyright:
    /©|\bcopyright\b|all rights reserved|alle rechte vorbehalten|tous droits|todos los derechos|todos os direitos|may not be (?:published|reproduced)/iu,
  comments: start(
    'comments?|leave a (?:reply|comment)|reply|post a|kommentar|schreibe|antwort|commentaire|comentario|commenti|reageer|\\d+ (?:comments?|kommentare?|replies)|deine e-mail|your email address',
  ),
  author: start(
    'by |von |par |por |about the author|über den autor|zum autor|zur person|author|autor|written by|text:|posted|veröffentlicht|published|updated|aktualisiert|contributed|reporting by|reported by|contact the|@|follow .{2,30} on',
  ),
  credit:
    /(?:^|[\s(/[])(?:photo(?:graph)?s?|foto|image|bild|picture|credit|courtesy|quelle|source|getty|reuters|ap photo|afp|dpa|imago|shutterstock|istock|pixabay|unsplash|archiv|illustration|video|symbolbild|screenshot|file)\s?(?:s?:|by |von |©|\/|credit|images|$)/iu,
  tags: start(
    'tags?\\b|schlagw|schlagworte|themen|topics|categor|kategor|filed under|etiquetas|mots.clés|more:|stichw|posted in|in this (?:article|story)',
  ),
  ad: start(
    'advert|article continues|story continues|continue reading below|anzeige|werbung|sponsored|publicidad|publicité|pubblicità|promoted|paid (?:post|content)|partner(?:content|inhalt)|реклама|διαφήμιση|إعلان|広告|广告|광고|ad\\b|reklam|-?anzeige',
  ),
  date: /\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.? \p{L}{3,10}\.? \d{4}\b|\b\p{L}{3,9}\.? \d{1,2}, \d{4}\b|\b\d{1,2}:\d{2}\b/u,
  note: start(
    'correction|clarification|editor.s note|note\\b|(?:originally |first )?published|(?:this|a version of this|an earlier version of this) (?:article|story|post|piece|report|column)|the views|views expressed|dieser (?:artikel|beitrag|text) |redaktion|cet article|este (?:artículo|artigo|texto)|questo articolo|źródło|artykuł|источник|zdroj|kaynak',
  ),
  credits:
    /^[\s\p{P}\p{S}]*(?:additional |contributing|edit(?:ing|ed) by|(?:re)?writ(?:ing|ten) by|report(?:ing|ed) by|with reporting|(?:have|got) (?:a|any) (?:tip|question|news)|e-?mail|write to|reach|follow|contact|mit material|mitarbeit|(?:der|die) autor|con información|con contenuti|avec (?:l.)?a[fp]|материал)|\bcontributed (?:to|reporting)\b|\bwriters? .{2,120} contributed|\breporting by\b|\bcan be reached\b/iu,
  count:
    /^[\s\p{P}\p{S}]*(?:(?:(?:image|photo|picture|slide|bild|foto|imagen|immagine|zdjęcie|фото)\s*)?\d+\s*(?:of|von|de|di|sur|z|из)\s*\d+|(?:image|photo|picture|slide|bild|foto|imagen|immagine|zdjęcie|фото)\s*\d+\s*\/\s*\d+|\d+\s*(?:shares?|views?|likes?|comments?|mal geteilt|kommentare?|comentarios?|commentaires?)|comments?|kommentare?|comentários|comentarios|commentaires?|отзывы)[\s\p{P}]*$|\b(?:min(?:ute)?s?|мин\p{L}*)[ .-]*(?:read|lesezeit)|^[\s\p{P}\p{S}]*(?:reading time|read time|lesezeit|lesedauer|tempo de leitura|tempo di lettura|temps de lecture|durée de lecture|tiempo de lectura|czas czytania|leestijd|время чтения)/iu,
  agency: /^.{2,60}\((?:AP|AFP|Reuters|dpa|UPI|EFE|ANSA|Xinhua|TASS)[^)]{0,12}\)/u,
} as const

/** Whether any of those that look at the first words finds something: most blocks say nothing, and one look tells. */
export const SAYS_ANYTHING = startOf(starts.join('|'))
