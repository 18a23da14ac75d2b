# A network load balancer whose target is an application load balancer, with a service behind that; two networks that
# only the internet joins; an S3 endpoint in the tables of one subnet.
# Must be seen: aws_instance.app is reachable from the internet by way of both load balancers and of no other way.
# Whether aws_instance.partner, of the other network, is admitted by its elastic address is undecided: a plan keeps of
# the rule's block only that it is made of that address, not that it is nothing else.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "partner" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_internet_gateway" "partner" {
  vpc_id = aws_vpc.partner.id
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index + 2}.0/24"
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_subnet" "partner" {
  vpc_id            = aws_vpc.partner.id
  cidr_block        = "10.1.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "partner" {
  vpc_id = aws_vpc.partner.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.partner.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "private" {
  count = 2

  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_route_table_association" "partner" {
  subnet_id      = aws_subnet.partner.id
  route_table_id = aws_route_table.partner.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.private.id]
}

resource "aws_security_group" "front" {
  name   = "front"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    protocol        = "tcp"
    from_port       = 80
    to_port         = 80
    security_groups = [aws_security_group.back.id]
  }
}

resource "aws_security_group" "back" {
  name   = "back"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "back" {
  security_group_id            = aws_security_group.back.id
  referenced_security_group_id = aws_security_group.front.id
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
}

resource "aws_vpc_security_group_egress_rule" "back" {
  security_group_id            = aws_security_group.back.id
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id            = aws_security_group.app.id
  referenced_security_group_id = aws_security_group.back.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
}

resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id = aws_security_group.app.id
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_security_group" "gate" {
  name   = "gate"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "gate" {
  security_group_id = aws_security_group.gate.id
  cidr_ipv4         = "${aws_eip.partner.public_ip}/32"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
}

resource "aws_security_group" "partner" {
  name   = "partner"
  vpc_id = aws_vpc.partner.id

  egress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "network"
  subnets            = [aws_subnet.public.id]
  security_groups    = [aws_security_group.front.id]
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  protocol          = "TCP"
  port              = 443

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.back.arn
  }
}

resource "aws_lb_target_group" "back" {
  name        = "back"
  target_type = "alb"
  protocol    = "TCP"
  port        = 80
  vpc_id      = aws_vpc.main.id
}

resource "aws_lb_target_group_attachment" "back" {
  target_group_arn = aws_lb_target_group.back.arn
  target_id        = aws_lb.back.arn
  port             = 80
}

resource "aws_lb" "back" {
  name            = "back"
  internal        = true
  subnets         = aws_subnet.private[*].id
  security_groups = [aws_security_group.back.id]
}

resource "aws_lb_listener" "back" {
  load_balancer_arn = aws_lb.back.arn
  protocol          = "HTTP"
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}

resource "aws_lb_target_group" "app" {
  name     = "app"
  protocol = "HTTP"
  port     = 8000
  vpc_id   = aws_vpc.main.id
}

resource "aws_lb_target_group_attachment" "app" {
  target_group_arn = aws_lb_target_group.app.arn
  target_id        = aws_instance.app.id
}

resource "aws_instance" "app" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
}

resource "aws_instance" "gate" {
  ami                         = "ami-0c7217cdde317cfec"
  instance_type               = "t4g.micro"
  subnet_id                   = aws_subnet.public.id
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.gate.id]
}

resource "aws_instance" "partner" {
  ami                    = "ami-0c7217cdde317cfec"
  instance_type          = "t4g.micro"
  subnet_id              = aws_subnet.partner.id
  vpc_security_group_ids = [aws_security_group.partner.id]
}

resource "aws_eip" "partner" {
  instance = aws_instance.partner.id
}
