# NAT by instances in the style of a module (a fixed interface, an own group, a route per zone), addresses of version 6 only, and
# what they come to through the translation of a gateway.

variable "azs" {
  type = map(object({ index = number, nat = string }))
  default = {
    eu-central-1a = { index = 0, nat = "good" }
    eu-central-1b = { index = 1, nat = "checked" }
    eu-central-1c = { index = 2, nat = "mute" }
  }
}
locals {
  nat_ingress = { good = ["10.50.0.0/16"], checked = ["10.50.0.0/16"], mute = [] }
}

resource "aws_vpc" "main" {
  cidr_block                       = "10.50.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_egress_only_internet_gateway" "main" { vpc_id = aws_vpc.main.id }

resource "aws_subnet" "public" {
  for_each                = var.azs
  vpc_id                  = aws_vpc.main.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet("10.50.0.0/16", 8, each.value.index)
  map_public_ip_on_launch = true
}
resource "aws_subnet" "private" {
  for_each          = var.azs
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = cidrsubnet("10.50.0.0/16", 8, 10 + each.value.index)
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "public" {
  for_each                    = { v4 = "0.0.0.0/0", v6 = "::/0" }
  route_table_id              = aws_route_table.public.id
  destination_cidr_block      = length(split(":", each.value)) > 1 ? null : each.value
  destination_ipv6_cidr_block = length(split(":", each.value)) > 1 ? each.value : null
  gateway_id                  = aws_internet_gateway.main.id
}
resource "aws_route_table_association" "public" {
  for_each       = aws_subnet.public
  subnet_id      = each.value.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "nat" {
  for_each = local.nat_ingress
  name     = "nat-${each.key}"
  vpc_id   = aws_vpc.main.id
  dynamic "ingress" {
    for_each = length(each.value) > 0 ? [each.value] : []
    content {
      protocol    = "tcp"
      from_port   = 0
      to_port     = 65535
      cidr_blocks = ingress.value
    }
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_network_interface" "nat" {
  for_each          = var.azs
  subnet_id         = aws_subnet.public[each.key].id
  security_groups   = [aws_security_group.nat[each.value.nat].id]
  source_dest_check = each.value.nat == "checked"
}
resource "aws_eip" "nat" {
  for_each          = var.azs
  domain            = "vpc"
  network_interface = aws_network_interface.nat[each.key].id
}
resource "aws_instance" "nat" {
  for_each      = var.azs
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.nano"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.nat[each.key].id
  }
}
resource "aws_route_table" "private" {
  for_each = var.azs
  vpc_id   = aws_vpc.main.id
}
resource "aws_route" "private" {
  for_each               = var.azs
  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_network_interface.nat[each.key].id
}
resource "aws_route_table_association" "private" {
  for_each       = var.azs
  subnet_id      = aws_subnet.private[each.key].id
  route_table_id = aws_route_table.private[each.key].id
}
resource "aws_security_group" "app" {
  name_prefix = "app-"
  vpc_id      = aws_vpc.main.id
  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "app" {
  for_each               = aws_subnet.private
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t4g.micro"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.app.id]
}

# Version 6 only.
resource "aws_subnet" "six" {
  count                                          = 2
  vpc_id                                         = aws_vpc.main.id
  ipv6_native                                    = true
  ipv6_cidr_block                                = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, count.index)
  assign_ipv6_address_on_creation                = true
  enable_dns64                                   = true
  enable_resource_name_dns_aaaa_record_on_launch = true
}
resource "aws_eip" "gateway" { domain = "vpc" }
resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.gateway.id
  subnet_id     = aws_subnet.public["eu-central-1a"].id
}
resource "aws_route_table" "six" {
  count  = 2
  vpc_id = aws_vpc.main.id
  dynamic "route" {
    for_each = count.index == 0 ? ["64:ff9b::/96"] : []
    content {
      ipv6_cidr_block = route.value
      nat_gateway_id  = aws_nat_gateway.main.id
    }
  }
  route {
    ipv6_cidr_block        = "::/0"
    egress_only_gateway_id = aws_egress_only_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "six" {
  count          = 2
  subnet_id      = aws_subnet.six[count.index].id
  route_table_id = aws_route_table.six[count.index].id
}
resource "aws_security_group" "six" {
  name_prefix = "six-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    ipv6_cidr_blocks = ["::/0"]
  }
  egress {
    protocol         = "icmpv6"
    from_port        = -1
    to_port          = -1
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "six" {
  count                  = 2
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.six[count.index].id
  ipv6_address_count     = 1
  vpc_security_group_ids = [aws_security_group.six.id]
}
