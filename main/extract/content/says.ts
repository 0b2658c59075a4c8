const start = (pattern: string): RegExp => new RegExp(`^[\\s\\p{P}\\p{S}]*(?:${pattern})`, 'iu')

/** What the first words of a block say that it is, in the languages most pages are written in. */
export const SAYS = {
  share: start(
    'share|tweet|teilen|diesen (?:artikel|beitrag)|partag|compart|condivid|facebook|twitter|whatsapp|e-?mail|print|drucken|pinterest|linkedin|follow|folgen|like|gefällt|imprimir|síguenos|seguici|save|merken|udostępnij|поделиться|copy link|link kopieren',
  ),
  related: start(
    'related|more (?:from|on|in|about|stories|news)|read (?:more|also|next|the)|also (?:read|on)|see also|recommended|you (?:may|might)|don.t miss|most (?:read|popular|viewed)|popular|trending|latest|top stories|up next|watch|next|previous|mehr (?:zum|von|über|aus|infos|auf)|lesen sie|lest|weitere|auch interessant|das könnte|siehe auch|passend|zum thema|verwandte|ähnliche|meistgelesen|beliebt|neueste|aktuelle|vorheriger|nächster|hier geht|lire (?:aussi|la suite)|à lire|voir aussi|sur le même|lea también|lee también|te puede|te recomendamos|ver también|más (?:noticias|sobre)|relacionad|leia (?:também|mais)|veja (?:também|mais)|saiba mais|leggi anche|potrebbe|czytaj|zobacz|lees ook|читайте|см\\. также|links?\\b|weblinks|quellen|references|einzelnachweise|external links',
  ),
  subscribe: start(
    'subscri|sign up|newsletter|get (?:the|our|your)|join|register|log ?in|anmelden|abonn|jetzt|registrier|melde|suscr|inscri|assine|iscriv|support|donate|spende|unterstütze|download the app|follow us|stay|enter your|your email|e-mail-adresse|kostenlos|kaufen|buy|shop|bestell|cookie|wir verwenden|we use|premium|free trial|already a|continue reading|weiterlesen|hinweis|disclaimer|disclosure|affiliate|contact|kontakt',
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
  ad: start('advert|anzeige|werbung|sponsored|publicidad|publicité|pubblicità|promoted|ad\\b|reklam|-?anzeige'),
  date: /\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.? \p{L}{3,10}\.? \d{4}\b|\b\p{L}{3,9}\.? \d{1,2}, \d{4}\b|\b\d{1,2}:\d{2}\b/u,
  agency: /^.{2,60}\((?:AP|AFP|Reuters|dpa|UPI|EFE|ANSA|Xinhua|TASS)[^)]{0,12}\)/u,
} as const
