# A group of mixed instances: the plan shows its own launch template as not known, the policy names the one that counts,
# and one override has another. Of the two templates only the second lets the world log in; the VPC's own IPv6 block is
# known after apply. An API elsewhere calls the instances' load balancer by a link of its own.

resource "aws_vpc" "main" {
  cidr_block                       = "10.70.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.70.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
}

resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.main.id
  }
}

resource "aws_security_group" "web" {
  vpc_id      = aws_vpc.main.id
  description = "web"
  ingress {
    description = "everybody"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "login" {
  vpc_id      = aws_vpc.main.id
  description = "login"
  ingress {
    description      = "everybody"
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
}

resource "aws_launch_template" "web" {
  image_id               = "ami-12345678"
  vpc_security_group_ids = [aws_security_group.web.id]
}

resource "aws_launch_template" "arm" {
  image_id               = "ami-87654321"
  vpc_security_group_ids = [aws_security_group.login.id]
}

resource "aws_autoscaling_group" "web" {
  max_size            = 3
  min_size            = 1
  vpc_zone_identifier = [aws_subnet.public.id]
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.web.id
      }
      override {
        instance_type = "m7i.large"
      }
      override {
        instance_type = "m7g.large"
        launch_template_specification {
          launch_template_id = aws_launch_template.arm.id
        }
      }
    }
  }
}

resource "aws_elb_attachment" "elsewhere" {
  elb      = "legacy"
  instance = "i-0123456789abcdef0"
}

resource "aws_apigatewayv2_integration" "elsewhere" {
  api_id             = "a1b2c3d4"
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/web/1/2"
  connection_type    = "VPC_LINK"
  connection_id      = "a1b2c3"
}
