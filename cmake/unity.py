#!/usr/bin/env python3
"""unity.py MOST INCLUDES FILE...: which of the sources may be compiled as one, at most MOST together.

Prints one line a source, "GROUP FILE"; a source that stays alone is left out. A name that a file declares for itself alone (in an unnamed
namespace, static, const) keeps it apart from every file that uses the same name or includes a header of ours, found in
INCLUDES (divided by colons), that declares it. Files that define macros are compiled alone.
"""
import os
import re
import sys

SKIPPED = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^()\\ ]{0,16})\(.*?\)\1"|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'', re.S)
DIRECTIVE = re.compile(r'^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', re.M)
TOKEN = re.compile(r'[A-Za-z_]\w*|::|->|\d[\w.\']*|[^\s\w]')
INCLUDED = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)
TYPES = ('struct', 'class', 'union', 'enum')


def is_name(token):
    return token[0].isalpha() or token[0] == '_'


def tokens_of(text):
    text = SKIPPED.sub(lambda found: ' ' if found[0].startswith('/') else ' 0 ', text)
    return TOKEN.findall(DIRECTIVE.sub('', text))


def past(tokens, at, opening, closing):
    """The place behind the bracket that closes the one at `at`."""
    depth = 0
    while at < len(tokens):
        depth += (tokens[at] == opening) - (tokens[at] == closing)
        at += 1
        if depth == 0:
            break
    return at


def is_type(head):
    return head[0] in TYPES


def is_function(head):
    return '(' in head and '=' not in head[:head.index('(')]


def without_prefix(head):
    """The declaration without its template parameters and attributes."""
    while head and head[0] in ('template', '['):
        head = head[past(head, 1, '<', '>'):] if head[0] == 'template' else head[past(head, 0, '[', ']'):]
    return head


def declarators(head):
    """The names of a declaration that is no type: before the first of ( = [, and behind commas."""
    names, depth, last, named = [], 0, '', False
    for token in head + [',']:
        depth += (token in '<([') - (token in '>)]')
        if not named and last and (depth == 0 and token in '=,' or depth == 1 and token in '(['):
            names.append(last)
            named = True
        if depth == 0 and token == ',':
            named = False
        last = token if depth == 0 and is_name(token) else ''
    return names[:1] if is_function(head) else names


class Names:
    """What the namespaces of one file declare: `own` for it alone, `shared` with others; and what it uses."""

    def __init__(self, text):
        self.own, self.types, self.functions, self.shared = set(), set(), set(), set()
        self.directives = set()
        tokens = tokens_of(text)
        before = [''] + tokens[:-1]
        self.used = {token for token, previous in zip(tokens, before)
                     if is_name(token) and previous not in ('.', '->', '::')}
        self.read(tokens)

    def read(self, tokens):
        unnamed, head, at = [], [], 0
        while at < len(tokens):
            token = tokens[at]
            if token == '{' and 'namespace' in head:
                unnamed.append(head[-1] == 'namespace')
                head = []
            elif token == '{':
                at = past(tokens, at, '{', '}') - 1
                kind = without_prefix(head)
                if kind and (is_type(kind) or is_function(kind)) and kind.count('(') == kind.count(')'):
                    self.declare(kind, any(unnamed))
                    head = []
                    while is_type(kind) and at < len(tokens) and tokens[at] != ';':
                        at += 1
            elif token == '}':
                del unnamed[-1:]
                head = []
            elif token == ';':
                self.declare(without_prefix(head), any(unnamed))
                head = []
            else:
                head.append(token)
            at += 1

    def declare(self, head, alone):
        if not head:
            return
        if head[:2] == ['using', 'namespace']:
            self.directives.add(''.join(head[2:]))
        elif head[0] == 'using':
            if '=' in head:
                (self.own if alone else self.types).add(head[1])
        elif is_type(head):
            names = [token for token in head[1:3] if is_name(token) and token not in TYPES]
            (self.own if alone else self.types).update(names[:1])
        elif 'operator' not in head and not re.match('TEST|TYPED|INSTANTIATE', head[0]):
            alone = alone or head[0] == 'static'
            into = self.own if not is_function(head) else self.functions if alone else self.shared
            into.update(declarators(head))


class Source:
    headers = {}

    def __init__(self, path, includes):
        with open(path, encoding='utf-8') as file:
            text = file.read()
        self.path, self.names = path, Names(text)
        self.alone = re.search(r'^[ \t]*#[ \t]*define', text, re.M) is not None
        self.foreign, self.called = set(self.names.used), self.names.functions | self.names.shared
        self.helpers = set()  # functions of headers beside the sources, with those
        self.take_headers(path, text, includes, set())

    def take_headers(self, path, text, includes, seen):
        for name in INCLUDED.findall(text):
            places = [os.path.join(folder, name) for folder in [os.path.dirname(path), *includes]]
            header = next((place for place in places if os.path.exists(place)), None)
            if header is None or header in seen:
                continue
            seen.add(header)
            if header not in Source.headers:
                with open(header, encoding='utf-8') as file:
                    inner = file.read()
                Source.headers[header] = inner, Names(inner)
            inner, names = Source.headers[header]
            self.foreign |= names.own | names.types
            self.called |= names.functions | names.shared
            if '/' not in name:
                self.helpers |= {(function, header) for function in names.shared}
            self.names.directives |= names.directives
            self.take_headers(header, inner, includes, seen)

    def goes_with(self, other):
        return self.names.directives == other.names.directives and not self.hides(other) and not other.hides(self)

    def hides(self, other):
        return (self.names.own & other.foreign or self.names.functions & other.called
                or any(function == again and header != place
                       for function, header in self.helpers for again, place in other.helpers))


def groups(sources, most):
    found = []
    for source in sources:
        fitting = (group for group in found if len(group) < most and not source.alone and not group[0].alone
                   and all(source.goes_with(other) for other in group))
        group = next(fitting, None)
        if group is None:
            found.append([source])
        else:
            group.append(source)
    return found


if __name__ == '__main__':
    folders = sys.argv[2].split(':')
    for number, members in enumerate(groups([Source(path, folders) for path in sys.argv[3:]], int(sys.argv[1]))):
        for member in members if len(members) > 1 else []:
            print(number, member.path)
