// Which of the language's methods each request is for.
import type { CheckerReply, CheckerRequest } from '../contract/checker-messages.js';
import type { Language } from '../contract/language.js';

export function answer(language: Language, request: CheckerRequest): CheckerReply {
  switch (request.type) {
    case 'convert':
      return language.convert(request.source, request.cellName);
    case 'complete':
      return language.complete(request.source, request.cursor);
    case 'inspect':
      return language.inspect(request.source, request.cursor, request.detailLevel);
    case 'isComplete':
      return language.isComplete(request.source);
    case 'withoutTypes':
      return language.withoutTypes(request.source);
    case 'typesInScope':
      return language.typesInScope(request.source, request.place, request.names);
    case 'edit':
      return language.edit(request.method, request.params);
    case 'earlierCells':
      return language.earlierCells();
    case 'commit':
      language.commit(request.declared, request.assigned);
      return undefined;
    case 'restore':
      language.restore(request.earlier);
      return undefined;
    case 'reset':
      language.reset();
      return undefined;
  }
}
