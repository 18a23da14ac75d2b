# A cluster with groups for its control plane, nodes and pods in the style of modules, a hub with two spokes behind a transit
# gateway, endpoints for services, and policies made in steps. The questions are on who reaches whom, and who may what.

locals { zones = ["eu-central-1a", "eu-central-1b"] }

resource "aws_vpc" "apps" { cidr_block = "10.1.0.0/16" }
resource "aws_vpc" "data" { cidr_block = "10.2.0.0/16" }
resource "aws_vpc" "lab" { cidr_block = "10.3.0.0/16" }

resource "aws_subnet" "nodes" {
  count             = 2
  vpc_id            = aws_vpc.apps.id
  cidr_block        = cidrsubnet("10.1.0.0/16", 8, count.index)
  availability_zone = local.zones[count.index]
}
resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.apps.id
  cidr_block              = "10.1.100.0/24"
  map_public_ip_on_launch = true
}
resource "aws_subnet" "store" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.data.id
  cidr_block        = cidrsubnet("10.2.0.0/16", 8, each.value)
  availability_zone = local.zones[each.value]
}
resource "aws_subnet" "lab" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.3.0.0/24"
}
resource "aws_internet_gateway" "apps" { vpc_id = aws_vpc.apps.id }
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.apps.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.apps.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

# The hub: apps and data see each other, the lab sees nobody.
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
resource "aws_ec2_transit_gateway_vpc_attachment" "apps" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.apps.id
  subnet_ids         = aws_subnet.nodes[*].id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "data" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.data.id
  subnet_ids         = values(aws_subnet.store)[*].id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "lab" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.lab.id
  subnet_ids         = [aws_subnet.lab.id]
}
resource "aws_ec2_transit_gateway_route_table" "shared" { transit_gateway_id = aws_ec2_transit_gateway.hub.id }
resource "aws_ec2_transit_gateway_route_table_association" "apps" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.apps.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.shared.id
}
resource "aws_ec2_transit_gateway_route_table_association" "data" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.data.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.shared.id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "apps" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.apps.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.shared.id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "data" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.data.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.shared.id
}
resource "aws_ec2_transit_gateway_route_table_association" "lab" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.lab.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.shared.id
}
resource "aws_route_table" "nodes" {
  vpc_id = aws_vpc.apps.id
  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
}
resource "aws_route_table_association" "nodes" {
  count          = 2
  subnet_id      = element(aws_subnet.nodes[*].id, count.index)
  route_table_id = aws_route_table.nodes.id
}
resource "aws_route_table" "store" {
  vpc_id = aws_vpc.data.id
  route {
    cidr_block         = "10.1.0.0/16"
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
}
resource "aws_route_table_association" "store" {
  for_each       = aws_subnet.store
  subnet_id      = each.value.id
  route_table_id = aws_route_table.store.id
}
resource "aws_route_table" "lab" {
  vpc_id = aws_vpc.lab.id
  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.hub.id
  }
}
resource "aws_route_table_association" "lab" {
  subnet_id      = aws_subnet.lab.id
  route_table_id = aws_route_table.lab.id
}

# The cluster.
resource "aws_security_group" "cluster" {
  name_prefix = "cluster-"
  vpc_id      = aws_vpc.apps.id
}
resource "aws_security_group" "node" {
  name_prefix = "node-"
  vpc_id      = aws_vpc.apps.id
}
resource "aws_security_group" "pod" {
  name_prefix = "pod-"
  vpc_id      = aws_vpc.apps.id
}
locals {
  rules = {
    api_from_nodes   = { group = "cluster", type = "ingress", port = 443, from = "node" }
    nodes_to_api     = { group = "node", type = "egress", port = 443, from = "cluster" }
    kubelet_from_api = { group = "node", type = "ingress", port = 10250, from = "cluster" }
    api_to_kubelet   = { group = "cluster", type = "egress", port = 10250, from = "node" }
  }
}
resource "aws_security_group_rule" "this" {
  for_each                 = local.rules
  type                     = each.value.type
  protocol                 = "tcp"
  from_port                = each.value.port
  to_port                  = each.value.port
  security_group_id        = each.value.group == "cluster" ? aws_security_group.cluster.id : aws_security_group.node.id
  source_security_group_id = each.value.from == "cluster" ? aws_security_group.cluster.id : aws_security_group.node.id
}
resource "aws_security_group_rule" "dns" {
  for_each                 = toset(["tcp", "udp"])
  type                     = "ingress"
  protocol                 = each.key
  from_port                = 53
  to_port                  = 53
  security_group_id        = aws_security_group.node.id
  source_security_group_id = aws_security_group.pod.id
}
resource "aws_security_group_rule" "out_node" {
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  security_group_id = aws_security_group.node.id
  cidr_blocks       = ["10.0.0.0/8"]
}
resource "aws_security_group_rule" "out_pod" {
  type              = "egress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  security_group_id = aws_security_group.pod.id
  cidr_blocks       = ["10.0.0.0/8"]
}
resource "aws_network_interface" "node" {
  subnet_id       = aws_subnet.nodes[0].id
  security_groups = [aws_security_group.node.id]
}
resource "aws_instance" "node" {
  ami           = "ami-1"
  instance_type = "m5.large"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.node.id
  }
}
resource "aws_instance" "pod" {
  ami                    = "ami-1"
  instance_type          = "m5.large"
  subnet_id              = aws_subnet.nodes[1].id
  vpc_security_group_ids = [aws_security_group.pod.id]
}
resource "aws_instance" "bench" {
  ami           = "ami-1"
  instance_type = "m5.large"
  subnet_id     = aws_subnet.lab.id
  vpc_security_group_ids = [aws_security_group.bench.id]
}
resource "aws_security_group" "bench" {
  vpc_id = aws_vpc.lab.id
  egress {
    protocol    = -1
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# The stores: one takes the nodes' subnets, one the whole of apps on a second port.
resource "aws_security_group" "store" {
  vpc_id = aws_vpc.data.id
  ingress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = aws_subnet.nodes[*].cidr_block
  }
  ingress {
    protocol    = "tcp"
    from_port   = 6379
    to_port     = 6379
    cidr_blocks = [aws_vpc.apps.cidr_block, aws_vpc.lab.cidr_block]
  }
}
resource "aws_db_subnet_group" "store" { subnet_ids = [for s in aws_subnet.store : s.id] }
resource "aws_db_instance" "store" {
  engine                 = "postgres"
  instance_class         = "db.t3.micro"
  allocated_storage      = 10
  username               = "root"
  password_wo            = "not-shown-anywhere"
  password_wo_version    = 1
  db_subnet_group_name   = aws_db_subnet_group.store.name
  vpc_security_group_ids = [aws_security_group.store.id]
}
resource "aws_elasticache_subnet_group" "store" {
  name       = "cache"
  subnet_ids = values(aws_subnet.store)[*].id
}
resource "aws_elasticache_cluster" "store" {
  cluster_id         = "cache"
  engine             = "redis"
  node_type          = "cache.t3.micro"
  num_cache_nodes    = 1
  subnet_group_name  = aws_elasticache_subnet_group.store.name
  security_group_ids = [aws_security_group.store.id]
}

# Endpoints.
resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.apps.id
  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.pod.id]
  }
}
resource "aws_vpc_endpoint" "interface" {
  for_each           = toset(["sqs", "secretsmanager"])
  vpc_id             = aws_vpc.apps.id
  vpc_endpoint_type  = "Interface"
  service_name       = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids         = aws_subnet.nodes[*].id
  security_group_ids = [aws_security_group.endpoints.id]
}

# A balancer of a type that is planned later, and one of the usual kind.
resource "terraform_data" "kind" { input = "network" }
resource "aws_lb" "later" {
  load_balancer_type = terraform_data.kind.output
  subnets            = [aws_subnet.public.id, aws_subnet.nodes[0].id]
}

# Policies in steps.
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_sqs_queue" "jobs" { name_prefix = "jobs-" }
resource "aws_kms_key" "main" {}
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Queue"
    actions   = ["sqs:SendMessage", "sqs:DeleteQueue"]
    resources = [aws_sqs_queue.jobs.arn]
  }
  statement {
    sid       = "Orders"
    actions   = ["dynamodb:GetItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.orders.arn]
  }
}
data "aws_iam_policy_document" "narrow" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.main.arn]
  }
}
data "aws_iam_policy_document" "final" {
  source_policy_documents   = [data.aws_iam_policy_document.narrow.json]
  override_policy_documents = [data.aws_iam_policy_document.less.json]
}
data "aws_iam_policy_document" "less" {
  statement {
    sid       = "Queue"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.jobs.arn]
  }
}
data "aws_iam_policy_document" "indexes" {
  statement {
    actions   = ["dynamodb:Query", "dynamodb:Scan"]
    resources = ["${aws_dynamodb_table.orders.arn}/index/*"]
  }
}
data "aws_iam_policy_document" "both" {
  statement {
    actions   = ["dynamodb:Query", "dynamodb:Scan"]
    resources = [aws_dynamodb_table.orders.arn, "${aws_dynamodb_table.orders.arn}/index/*"]
  }
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "worker" { assume_role_policy = data.aws_iam_policy_document.trust.json }
resource "aws_iam_role" "reader" { assume_role_policy = data.aws_iam_policy_document.trust.json }
resource "aws_iam_role" "both" { assume_role_policy = data.aws_iam_policy_document.trust.json }
resource "aws_iam_policy" "worker" { policy = data.aws_iam_policy_document.final.json }
resource "aws_iam_role_policy_attachment" "worker" {
  for_each   = { own = aws_iam_policy.worker.arn, logs = "arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess" }
  role       = aws_iam_role.worker.name
  policy_arn = each.value
}
resource "aws_iam_role_policy" "reader" {
  role   = aws_iam_role.reader.id
  policy = data.aws_iam_policy_document.indexes.json
}
resource "aws_iam_role_policy" "both" {
  role   = aws_iam_role.both.id
  policy = data.aws_iam_policy_document.both.json
}
