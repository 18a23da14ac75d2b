# Lists that take some instances of a resource. A plan has the resource alone for most of them, so that they look like the
# list of all instances: `references` of each expression is that, whatever is written around it.

variable "chosen" {
  type    = set(string)
  default = ["web"]
}
variable "first" { default = 1 }

resource "aws_vpc" "main" { cidr_block = "10.130.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

# Two sorts in one resource, and two that are alike.
resource "aws_subnet" "main" {
  for_each                = { public-a = 0, public-b = 1, private-a = 2, private-b = 3 }
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet("10.130.0.0/16", 8, each.value)
  availability_zone       = endswith(each.key, "a") ? "eu-central-1a" : "eu-central-1b"
  map_public_ip_on_launch = startswith(each.key, "public")
}
resource "aws_subnet" "alike" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet("10.130.0.0/16", 8, 10 + count.index)
  availability_zone       = ["eu-central-1a", "eu-central-1b"][count.index]
  map_public_ip_on_launch = true
}
resource "aws_route_table_association" "main" {
  for_each       = toset(["public-a", "public-b"])
  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "alike" {
  count          = 2
  subnet_id      = aws_subnet.alike[count.index].id
  route_table_id = aws_route_table.public.id
}

# Groups for roles of their own: the web is open, the others are not.
resource "aws_security_group" "role" {
  for_each = toset(["web", "admin", "jobs"])
  name     = each.key
  vpc_id   = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.role["web"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
resource "aws_vpc_security_group_ingress_rule" "admin" {
  security_group_id = aws_security_group.role["admin"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}
resource "aws_security_group" "single" {
  count  = 1
  name   = "single"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
locals {
  ami = "ami-0abcdef1234567890"
}

resource "aws_instance" "all" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = values(aws_security_group.role)[*].id
}
resource "aws_instance" "all_but_admin" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = [for k, g in aws_security_group.role : g.id if k != "admin"]
}
resource "aws_instance" "looked_up" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = [lookup(aws_security_group.role, "web").id]
}
resource "aws_instance" "chosen" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = [for k in var.chosen : aws_security_group.role[k].id]
}
resource "aws_instance" "by_key" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = [aws_security_group.role["web"].id]
}
resource "aws_instance" "single" {
  ami                    = local.ami
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.alike[0].id
  vpc_security_group_ids = compact(aws_security_group.single[*].id)
}

# Balancers in some of the subnets.
resource "aws_lb" "alike" {
  name            = "alike"
  security_groups = [aws_security_group.single[0].id]
  subnets         = aws_subnet.alike[*].id
}
resource "aws_lb" "private" {
  name            = "private"
  security_groups = [aws_security_group.single[0].id]
  subnets         = [for k, s in aws_subnet.main : s.id if startswith(k, "private")]
}
resource "aws_autoscaling_group" "some" {
  name                = "some"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = slice(aws_subnet.alike[*].id, 0, var.first)
  launch_template { id = aws_launch_template.some.id }
}
resource "aws_launch_template" "some" {
  name                   = "some"
  image_id               = local.ami
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.single[0].id]
}
resource "aws_lb_listener" "alike" {
  load_balancer_arn = aws_lb.alike.arn
  port              = 443
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_lb_listener" "private" {
  load_balancer_arn = aws_lb.private.arn
  port              = 443
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}

# How each way to write a list is listed.
resource "aws_security_group" "pair" {
  count  = 2
  name   = "pair-${count.index}"
  vpc_id = aws_vpc.main.id
}
resource "aws_network_interface" "splat" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = aws_security_group.pair[*].id
}
resource "aws_network_interface" "legacy_splat" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = aws_security_group.pair.*.id
}
resource "aws_network_interface" "values" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = values(aws_security_group.role)[*].id
}
resource "aws_network_interface" "for_all" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [for g in aws_security_group.role : g.id]
}
resource "aws_network_interface" "for_some" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [for k, g in aws_security_group.role : g.id if k != "admin"]
}
resource "aws_network_interface" "by_names" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [for k in var.chosen : aws_security_group.role[k].id]
}
resource "aws_network_interface" "lookup" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [lookup(aws_security_group.role, "web").id]
}
resource "aws_network_interface" "index_made" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [aws_security_group.role[lower("WEB")].id]
}
resource "aws_network_interface" "index" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [aws_security_group.role["web"].id]
}
resource "aws_network_interface" "slice" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = slice(aws_security_group.pair[*].id, 0, 1)
}
resource "aws_network_interface" "element" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [element(aws_security_group.pair[*].id, 1)]
}
resource "aws_network_interface" "first_of_set" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [tolist(toset(aws_security_group.pair[*].id))[0]]
}
resource "aws_network_interface" "map_key" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [{ for k, g in aws_security_group.role : k => g.id }["web"]]
}
resource "aws_network_interface" "matchkeys" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = matchkeys(aws_security_group.pair[*].id, ["a", "b"], ["a"])
}
resource "aws_network_interface" "compact" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = compact(aws_security_group.pair[*].id)
}
resource "aws_network_interface" "reverse" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = reverse(aws_security_group.pair[*].id)
}
resource "aws_network_interface" "subtract" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = setsubtract(aws_security_group.pair[*].id, aws_security_group.single[*].id)
}
resource "aws_network_interface" "concat" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = concat(aws_security_group.single[*].id, aws_security_group.pair[*].id)
}
resource "aws_network_interface" "coalesced" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = coalescelist(aws_security_group.pair[*].id, aws_security_group.single[*].id)
}
resource "aws_network_interface" "tried" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = [try(aws_security_group.pair[1].id, aws_security_group.single[0].id)]
}
resource "aws_network_interface" "conditional" {
  subnet_id       = aws_subnet.alike[0].id
  security_groups = var.first > 0 ? aws_security_group.pair[*].id : aws_security_group.single[*].id
}
