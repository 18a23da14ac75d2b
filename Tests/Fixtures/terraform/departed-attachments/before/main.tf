# What departed-attachments changes. The mock has no classic load balancers and traffic sources: these were put into the
# state by hand.

resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }
resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = "eu-central-1${["a", "b"][count.index]}"
}
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_route_table_association" "r" {
  count          = 2
  subnet_id      = aws_subnet.s[count.index].id
  route_table_id = aws_route_table.r.id
}
resource "aws_security_group" "lb" {
  name   = "lb"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.lb.id]
  }
}
resource "aws_lb" "l" {
  name            = "l"
  security_groups = [aws_security_group.lb.id]
  subnets         = aws_subnet.s[*].id
}
resource "aws_lb_target_group" "t" {
  name     = "t"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.v.id
}
resource "aws_lb_listener" "h" {
  load_balancer_arn = aws_lb.l.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_launch_template" "t" {
  name                   = "template"
  image_id               = "ami-12c6146b"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_autoscaling_group" "a" {
  for_each            = toset(["kept", "gone", "typed", "typed_gone", "classic"])
  name                = each.key
  min_size            = 0
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.s[0].id]
  launch_template {
    id      = aws_launch_template.t.id
    version = "$Latest"
  }
}
resource "aws_instance" "classic" {
  count                  = 2
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.s[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_security_group" "closed" {
  name   = "closed"
  vpc_id = aws_vpc.v.id
}
resource "aws_launch_template" "closed" {
  name                   = "closed"
  image_id               = "ami-12c6146b"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.closed.id]
}
resource "aws_autoscaling_group" "mixed" {
  name                = "mixed"
  min_size            = 0
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.s[0].id]
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.closed.id
      }
      override {
        instance_type = "t3.micro"
        launch_template_specification {
          launch_template_id = aws_launch_template.t.id
        }
      }
    }
  }
}
resource "aws_autoscaling_attachment" "mixed" {
  autoscaling_group_name = aws_autoscaling_group.mixed.name
  lb_target_group_arn    = aws_lb_target_group.t.arn
}
resource "aws_autoscaling_attachment" "kept" {
  autoscaling_group_name = aws_autoscaling_group.a["kept"].name
  lb_target_group_arn    = aws_lb_target_group.t.arn
}
resource "aws_autoscaling_attachment" "gone" {
  autoscaling_group_name = aws_autoscaling_group.a["gone"].name
  lb_target_group_arn    = aws_lb_target_group.t.arn
}
resource "aws_elb" "c" {
  name            = "classic"
  security_groups = [aws_security_group.lb.id]
  subnets         = [aws_subnet.s[0].id]
  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
}
resource "aws_elb_attachment" "kept" {
  elb      = aws_elb.c.id
  instance = aws_instance.classic[0].id
}
resource "aws_elb_attachment" "gone" {
  elb      = aws_elb.c.id
  instance = aws_instance.classic[1].id
}
resource "aws_autoscaling_attachment" "classic" {
  autoscaling_group_name = aws_autoscaling_group.a["classic"].name
  elb                    = aws_elb.c.id
}
resource "aws_autoscaling_traffic_source_attachment" "gone" {
  autoscaling_group_name = aws_autoscaling_group.a["typed_gone"].name
  traffic_source {
    identifier = aws_lb_target_group.t.arn
    type       = "elbv2"
  }
}
