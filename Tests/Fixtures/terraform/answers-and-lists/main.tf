# Network ACLs that forget where answers go, and prefix lists that are longer than they look.
resource "aws_vpc" "main" { cidr_block = "10.180.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "main" {
  for_each                = { web = 0, app = 1, db = 2, out = 3 }
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet("10.180.0.0/16", 8, each.value)
  map_public_ip_on_launch = each.key == "web" || each.key == "out"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  for_each       = toset(["web", "out"])
  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.public.id
}
resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 20
  entry { cidr = "203.0.113.0/25" }
  entry { cidr = "198.51.100.0/24" }
}
resource "aws_ec2_managed_prefix_list_entry" "more" {
  prefix_list_id = aws_ec2_managed_prefix_list.late.id
  cidr           = "192.0.2.0/24"
}
resource "aws_ec2_managed_prefix_list" "late" {
  name           = "late"
  address_family = "IPv4"
  max_entries    = 5
}
resource "aws_ec2_managed_prefix_list" "tiers" {
  name           = "tiers"
  address_family = "IPv4"
  max_entries    = 5
  entry { cidr = "10.180.1.0/24" }
}
resource "aws_security_group" "main" {
  for_each = toset(["web", "app", "db", "out"])
  name     = each.key
  vpc_id   = aws_vpc.main.id
}
resource "aws_vpc_security_group_egress_rule" "all" {
  for_each          = aws_security_group.main
  security_group_id = each.value.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "world" {
  for_each          = toset(["web", "out"])
  security_group_id = aws_security_group.main[each.key].id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_vpc_security_group_ingress_rule" "offices" {
  for_each          = { offices = aws_ec2_managed_prefix_list.offices.id, late = aws_ec2_managed_prefix_list.late.id }
  security_group_id = aws_security_group.main["web"].id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = each.value
}
resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id            = aws_security_group.main["app"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.main["web"].id
}
resource "aws_vpc_security_group_ingress_rule" "db" {
  security_group_id = aws_security_group.main["db"].id
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  prefix_list_id    = aws_ec2_managed_prefix_list.tiers.id
}
# The web may answer anybody, the app only by the ports that Linux uses, and the database from 49152 on: those of
# Windows. What goes out from the last subnet gets no answers.
resource "aws_network_acl" "web" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main["web"].id]
  ingress {
    rule_no    = 50
    action     = "deny"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "203.0.113.64/26"
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 0
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl" "app" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main["app"].id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 8080
    to_port    = 8080
    cidr_block = "10.180.0.0/24"
  }
  ingress {
    rule_no    = 110
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.180.2.0/24"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.180.0.0/16"
  }
}
resource "aws_network_acl" "db" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main["db"].id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 5432
    to_port    = 5432
    cidr_block = "10.180.1.0/24"
  }
  egress {
    rule_no    = 90
    action     = "deny"
    protocol   = "tcp"
    from_port  = 1024
    to_port    = 65535
    cidr_block = "10.180.1.0/24"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_network_acl" "out" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main["out"].id]
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 443
    to_port    = 443
    cidr_block = "0.0.0.0/0"
  }
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_instance" "main" {
  for_each               = aws_subnet.main
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.main[each.key].id]
}
