variable "create" {
  default = true
}

variable "vpc_id" {}

variable "subnets" {}

variable "subnet_id" {}

variable "target_groups" {
  type    = any
  default = []
}

locals {
  create = var.create

  attachments = merge(flatten([
    for index, group in var.target_groups : [
      { for key, target in group.targets : "${index}.${key}" => merge({ index = index }, target) }
    ]
  ])...)

  # Which of the two it is a plan does not say.
  agent_subnet = coalesce(var.subnet_id, aws_subnet.own.id)
}

resource "aws_security_group" "this" {
  vpc_id = var.vpc_id

  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_lb" "this" {
  count           = local.create ? 1 : 0
  security_groups = [aws_security_group.this.id]
  subnets         = var.subnets
}

resource "aws_lb_target_group" "this" {
  count    = local.create ? length(var.target_groups) : 0
  vpc_id   = var.vpc_id
  port     = var.target_groups[count.index].port
  protocol = "HTTP"
}

resource "aws_lb_target_group_attachment" "this" {
  for_each         = { for key, value in local.attachments : key => value if local.create }
  target_group_arn = aws_lb_target_group.this[each.value.index].arn
  target_id        = each.value.target_id
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this[0].arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }
}

resource "aws_subnet" "own" {
  vpc_id     = var.vpc_id
  cidr_block = "10.0.3.0/24"
}

resource "aws_network_acl" "own" {
  vpc_id     = var.vpc_id
  subnet_ids = [aws_subnet.own.id]
}

resource "aws_route_table_association" "given" {
  subnet_id      = var.subnet_id
  route_table_id = aws_route_table.this.id
}

resource "aws_route_table" "this" {
  vpc_id = var.vpc_id
}

resource "aws_instance" "agent" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = local.agent_subnet
  vpc_security_group_ids = [aws_security_group.this.id]
}

output "security_group_id" {
  value = aws_security_group.this.id
}
