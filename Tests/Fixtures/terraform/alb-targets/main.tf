# Targets by instance id, by address and by an attachment that overrides the port.
# Must be seen: app-bypasses-load-balancer on aws_instance.open (its port 8080 is open to the VPC) and on
# aws_instance.other_port (attached on 9090, which is open to the VPC, while the target group's 8080 is not).
# Left alone: aws_instance.closed, and the target 10.0.3.10, which no resource of the plan owns.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_subnet" "public" {
  count = 2

  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index + 1}.0/24"
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_route_table_association" "public" {
  count = 2

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index + 3}.0/24"
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_security_group" "alb" {
  name   = "alb"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "main" {
  name            = "main"
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.alb.id]
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  protocol          = "HTTPS"
  port              = 443
  certificate_arn   = "arn:aws:acm:eu-central-1:111122223333:certificate/0b2e8ac5-7c9f-4b7e-9d6e-3f4f5a6b7c8d"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.instances.arn
  }
}

resource "aws_lb_listener_rule" "addresses" {
  listener_arn = aws_lb_listener.https.arn

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.addresses.arn
  }

  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }
}

resource "aws_lb_target_group" "instances" {
  name     = "instances"
  protocol = "HTTP"
  port     = 8080
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_target_group" "addresses" {
  name        = "addresses"
  target_type = "ip"
  protocol    = "HTTP"
  port        = 8080
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group" "closed" {
  name   = "closed"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = [aws_security_group.alb.id]
  }
}

resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 8000
    to_port     = 8999
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_security_group" "other_port" {
  name   = "other-port"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 9090
    to_port     = 9090
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_instance" "closed" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.closed.id]
}

resource "aws_instance" "open" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.open.id]
}

resource "aws_instance" "other_port" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.private[1].id
  vpc_security_group_ids = [aws_security_group.other_port.id]
}

resource "aws_lb_target_group_attachment" "closed" {
  target_group_arn = aws_lb_target_group.instances.arn
  target_id        = aws_instance.closed.id
}

resource "aws_lb_target_group_attachment" "open" {
  target_group_arn = aws_lb_target_group.addresses.arn
  target_id        = aws_instance.open.private_ip
}

resource "aws_lb_target_group_attachment" "other_port" {
  target_group_arn = aws_lb_target_group.instances.arn
  target_id        = aws_instance.other_port.id
  port             = 9090
}

resource "aws_lb_target_group_attachment" "outsider" {
  target_group_arn = aws_lb_target_group.addresses.arn
  target_id        = "10.0.3.10"
}
