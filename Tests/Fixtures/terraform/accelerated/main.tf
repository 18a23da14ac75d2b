# Accelerators and distributions before what has no public address of its own.
resource "aws_vpc" "main" { cidr_block = "10.140.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.140.0.0/16", 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
resource "aws_vpc" "closed" { cidr_block = "10.141.0.0/16" }
resource "aws_subnet" "closed" {
  count             = 2
  vpc_id            = aws_vpc.closed.id
  cidr_block        = cidrsubnet("10.141.0.0/16", 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
resource "aws_security_group" "world" {
  name   = "world"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "tcp"
    from_port   = 8080
    to_port     = 8080
    cidr_blocks = ["10.140.0.0/16"]
  }
}
resource "aws_security_group" "own" {
  name   = "own"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = [aws_security_group.world.id]
  }
}
resource "aws_security_group" "closed" {
  name   = "closed"
  vpc_id = aws_vpc.closed.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "open" {
  name            = "open"
  internal        = true
  security_groups = [aws_security_group.world.id]
  subnets         = aws_subnet.private[*].id
}
resource "aws_lb" "narrow" {
  name            = "narrow"
  internal        = true
  security_groups = [aws_security_group.own.id]
  subnets         = aws_subnet.private[*].id
}
resource "aws_lb" "unlisted" {
  name            = "unlisted"
  internal        = true
  security_groups = [aws_security_group.world.id]
  subnets         = aws_subnet.private[*].id
}
resource "aws_lb" "closed" {
  name            = "closed"
  internal        = true
  security_groups = [aws_security_group.closed.id]
  subnets         = aws_subnet.closed[*].id
}
resource "aws_lb_target_group" "app" {
  name     = "app"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_target_group_attachment" "app" {
  target_group_arn = aws_lb_target_group.app.arn
  target_id        = aws_instance.app.id
}
resource "aws_lb_listener" "open" {
  load_balancer_arn = aws_lb.open.arn
  port              = 443
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_lb_listener" "others" {
  for_each          = { narrow = aws_lb.narrow.arn, unlisted = aws_lb.unlisted.arn, closed = aws_lb.closed.arn }
  load_balancer_arn = each.value
  port              = 443
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_instance" "app" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
}
# An instance as an endpoint itself, and one beside it that is none.
resource "aws_instance" "game" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[1].id
  vpc_security_group_ids = [aws_security_group.world.id]
}
resource "aws_instance" "beside" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[1].id
  vpc_security_group_ids = [aws_security_group.world.id]
}
resource "aws_globalaccelerator_accelerator" "main" { name = "main" }
resource "aws_globalaccelerator_listener" "main" {
  accelerator_arn = aws_globalaccelerator_accelerator.main.arn
  protocol        = "TCP"
  port_range {
    from_port = 443
    to_port   = 443
  }
}
resource "aws_globalaccelerator_endpoint_group" "main" {
  listener_arn = aws_globalaccelerator_listener.main.arn
  endpoint_configuration {
    endpoint_id                    = aws_lb.open.arn
    client_ip_preservation_enabled = true
  }
  endpoint_configuration {
    endpoint_id                    = aws_lb.narrow.arn
    client_ip_preservation_enabled = true
  }
  endpoint_configuration {
    endpoint_id                    = aws_lb.closed.arn
    client_ip_preservation_enabled = true
  }
  endpoint_configuration {
    endpoint_id                    = aws_instance.game.id
    client_ip_preservation_enabled = true
  }
}
