# What comes in is led through an appliance by the table of the gateway, what goes out by a firewall, and inside by a narrower
# route than the local one. Who asks about it is told that these are not followed, never that all is well.

locals {
  azs  = ["eu-central-1a", "eu-central-1b"]
  rule = { protocol = "tcp", cidr = "0.0.0.0/0" }
}
resource "aws_vpc" "main" { cidr_block = "10.70.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone       = local.azs[count.index]
  map_public_ip_on_launch = true
}
resource "aws_subnet" "firewall" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 12, 4000 + count.index)
  availability_zone = local.azs[count.index]
}
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, 10 + count.index)
  availability_zone = local.azs[count.index]
}
resource "aws_subnet" "plain" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.70.50.0/24"
  map_public_ip_on_launch = true
}

# A gateway load balancer and its endpoint, for the first public subnet.
resource "aws_lb" "appliances" {
  name               = "appliances"
  load_balancer_type = "gateway"
  subnets            = [aws_subnet.firewall[0].id]
}
resource "aws_vpc_endpoint_service" "appliances" {
  acceptance_required        = false
  gateway_load_balancer_arns = [aws_lb.appliances.arn]
}
resource "aws_vpc_endpoint" "inspection" {
  service_name      = aws_vpc_endpoint_service.appliances.service_name
  vpc_endpoint_type = aws_vpc_endpoint_service.appliances.service_type
  subnet_ids        = [aws_subnet.firewall[0].id]
  vpc_id            = aws_vpc.main.id
}
# A network firewall for the second.
resource "aws_networkfirewall_firewall_policy" "main" {
  name = "main"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
  }
}
resource "aws_networkfirewall_firewall" "main" {
  name                = "main"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.main.arn
  vpc_id              = aws_vpc.main.id
  subnet_mapping { subnet_id = aws_subnet.firewall[1].id }
}
locals {
  firewall_endpoint = one([for s in tolist(aws_networkfirewall_firewall.main.firewall_status[0].sync_states) : s.attachment[0].endpoint_id])
}

resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block      = aws_subnet.public[0].cidr_block
    vpc_endpoint_id = aws_vpc_endpoint.inspection.id
  }
  route {
    cidr_block      = aws_subnet.public[1].cidr_block
    vpc_endpoint_id = local.firewall_endpoint
  }
}
resource "aws_route_table_association" "edge" {
  gateway_id     = aws_internet_gateway.main.id
  route_table_id = aws_route_table.edge.id
}
resource "aws_route_table" "public" {
  count  = 2
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "public" {
  count                  = 2
  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  vpc_endpoint_id        = count.index == 0 ? aws_vpc_endpoint.inspection.id : local.firewall_endpoint
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public[count.index].id
}
resource "aws_route_table" "firewall" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "firewall" {
  for_each       = { for i, s in aws_subnet.firewall : tostring(i) => s.id }
  subnet_id      = each.value
  route_table_id = aws_route_table.firewall.id
}
resource "aws_route_table_association" "plain" {
  subnet_id      = aws_subnet.plain.id
  route_table_id = aws_route_table.firewall.id
}
# From the private subnets to the plain one by the firewall; what is between them stays.
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block      = aws_subnet.plain.cidr_block
    vpc_endpoint_id = local.firewall_endpoint
  }
}
resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = element(aws_subnet.private.*.id, count.index)
  route_table_id = aws_route_table.private.id
}
resource "aws_security_group" "all" {
  for_each    = { web = 443, ssh = 22, none = null }
  name_prefix = "${each.key}-"
  vpc_id      = aws_vpc.main.id
  dynamic "ingress" {
    for_each = each.value == null ? [] : [each.value]
    content {
      protocol    = local.rule.protocol
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = [local.rule.cidr]
    }
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "public" {
  count                  = 2
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public[count.index].id
  vpc_security_group_ids = [aws_security_group.all["web"].id]
}
resource "aws_instance" "private" {
  count                  = 2
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[count.index].id
  vpc_security_group_ids = [aws_security_group.all["ssh"].id]
}
resource "aws_instance" "plain" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.plain.id
  vpc_security_group_ids = [aws_security_group.all["web"].id, aws_security_group.all["none"].id]
}
