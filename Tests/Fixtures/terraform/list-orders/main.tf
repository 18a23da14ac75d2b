# Lists of entries in awkward orders, given to a module as lists of maps of texts, and a peer whose group is named.

resource "aws_vpc" "main" {
  cidr_block = "10.60.0.0/16"
}
resource "aws_vpc" "peer" {
  cidr_block = "10.61.0.0/16"
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    cidr_block                = "10.61.0.0/24"
    vpc_peering_connection_id = aws_vpc_peering_connection.peer.id
  }
}
resource "aws_vpc_peering_connection" "peer" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
}
resource "aws_default_route_table" "peer" {
  default_route_table_id = aws_vpc.peer.default_route_table_id
  route {
    cidr_block                = "10.60.1.0/24"
    vpc_peering_connection_id = aws_vpc_peering_connection.peer.id
  }
}
resource "aws_subnet" "peer" {
  count      = 2
  vpc_id     = aws_vpc.peer.id
  cidr_block = cidrsubnet(aws_vpc.peer.cidr_block, 8, count.index)
}

module "web" {
  source = "./modules/subnets"
  name   = "web"
  vpc_id = aws_vpc.main.id
  cidrs  = ["10.60.0.0/24"]
  inbound = [
    { rule_number = 200, rule_action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
    { rule_number = 90, rule_action = "deny", protocol = "-1", cidr_block = "203.0.113.0/24" },
    { rule_number = 80, rule_action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "203.0.113.7/32" },
    { rule_number = 210, rule_action = "allow", protocol = "icmp", icmp_type = 8, icmp_code = -1, cidr_block = "0.0.0.0/0" },
    { rule_number = 300, rule_action = "allow", protocol = "tcp", from_port = 1024, to_port = 65535, cidr_block = "10.60.0.0/16" },
    { rule_number = 250, rule_action = "deny", protocol = "tcp", from_port = 3389, to_port = 3389, cidr_block = "0.0.0.0/0" },
  ]
  outbound = [
    { rule_number = 100, rule_action = "allow", protocol = "tcp", from_port = 1024, to_port = 65535, cidr_block = "0.0.0.0/0" },
    { rule_number = 110, rule_action = "allow", protocol = "icmp", icmp_type = 0, icmp_code = 0, cidr_block = "0.0.0.0/0" },
  ]
}
module "db" {
  source = "./modules/subnets"
  name   = "db"
  vpc_id = aws_vpc.main.id
  cidrs  = ["10.60.1.0/24", "10.60.2.0/24"]
  inbound = [
    { rule_number = 100, rule_action = "allow", protocol = "6", from_port = 5432, to_port = 5432, cidr_block = "10.60.0.0/16" },
    { rule_number = 110, rule_action = "allow", protocol = "6", from_port = 5432, to_port = 5432, cidr_block = "10.61.0.0/16" },
  ]
  outbound = [
    { rule_number = 100, rule_action = "allow", protocol = "tcp", from_port = 32768, to_port = 60999, cidr_block = "10.0.0.0/8" },
    { rule_number = 99, rule_action = "deny", protocol = "tcp", from_port = 0, to_port = 65535, cidr_block = "10.61.0.128/25" },
  ]
}

resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  ingress = [for p in [{ port = 443, protocol = "tcp" }, { port = 3389, protocol = "tcp" }, { port = 8443, protocol = "tcp" }] : {
    description      = null
    from_port        = p.port
    to_port          = p.port
    protocol         = p.protocol
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
  egress = [{
    description      = null
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
}
resource "aws_security_group_rule" "ping" {
  security_group_id = aws_security_group.web.id
  type              = "ingress"
  protocol          = "icmp"
  from_port         = 8
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}
resource "aws_security_group" "db" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "db" {
  for_each                     = toset(["web", "peer"])
  security_group_id            = aws_security_group.db.id
  referenced_security_group_id = { web = aws_security_group.web.id, peer = aws_security_group.peer.id }[each.key]
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}
resource "aws_security_group" "peer" {
  vpc_id = aws_vpc.peer.id
  egress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.db.id]
  }
}
resource "aws_instance" "web" {
  count                       = 1
  ami                         = "ami-0abcdef1234567890"
  instance_type               = "t3.small"
  subnet_id                   = module.web.ids[0]
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.web.id]
}
resource "aws_instance" "db" {
  count                  = 2
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = module.db.ids[count.index]
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_instance" "peer" {
  for_each               = { low = { ip = "10.61.0.10", subnet = 0 }, high = { ip = "10.61.0.200", subnet = 0 }, other = { ip = "10.61.1.10", subnet = 1 } }
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.peer[each.value.subnet].id
  private_ip             = each.value.ip
  vpc_security_group_ids = [aws_security_group.peer.id]
}
