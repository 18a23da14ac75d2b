# Networks of IPv6: hosts without IPv4, one way out, translation to what has IPv4 alone.
resource "aws_vpc" "main" {
  cidr_block                       = "10.170.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_egress_only_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.170.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
  map_public_ip_on_launch         = true
}
# Only IPv6, to the world and back; only IPv6, out; only IPv6, out and translated.
resource "aws_subnet" "only" {
  for_each                                       = { open = 1, out = 2, translated = 3 }
  vpc_id                                         = aws_vpc.main.id
  ipv6_native                                    = true
  ipv6_cidr_block                                = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, each.value)
  assign_ipv6_address_on_creation                = true
  enable_dns64                                   = each.key == "translated"
  enable_resource_name_dns_aaaa_record_on_launch = true
}
resource "aws_eip" "nat" { domain = "vpc" }
resource "aws_nat_gateway" "main" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "only" {
  for_each = toset(["open", "out", "translated"])
  vpc_id   = aws_vpc.main.id
}
resource "aws_route" "open" {
  route_table_id              = aws_route_table.only["open"].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.main.id
}
resource "aws_route" "out" {
  for_each                    = toset(["out", "translated"])
  route_table_id              = aws_route_table.only[each.key].id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}
resource "aws_route" "translated" {
  route_table_id              = aws_route_table.only["translated"].id
  destination_ipv6_cidr_block = "64:ff9b::/96"
  nat_gateway_id              = aws_nat_gateway.main.id
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "only" {
  for_each       = aws_subnet.only
  subnet_id      = each.value.id
  route_table_id = aws_route_table.only[each.key].id
}
resource "aws_security_group" "host" {
  name   = "host"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    ipv6_cidr_blocks = ["::/0"]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 80
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    protocol         = "icmpv6"
    from_port        = 128
    to_port          = 0
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "only" {
  for_each               = aws_subnet.only
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.host.id]
}
resource "aws_instance" "dual" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.host.id]
}
