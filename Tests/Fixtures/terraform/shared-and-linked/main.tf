# Shared subnets, a lattice, a distribution whose addresses AWS keeps, links to what others offer, a function with a URL.
resource "aws_vpc" "main" { cidr_block = "10.200.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet("10.200.0.0/16", 8, count.index)
  availability_zone       = ["eu-central-1a", "eu-central-1b"][count.index]
  map_public_ip_on_launch = true
}
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.200.0.0/16", 8, 10 + count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_ram_resource_share" "subnets" { name = "subnets" }
resource "aws_ram_resource_association" "subnet" {
  resource_share_arn = aws_ram_resource_share.subnets.arn
  resource_arn       = aws_subnet.public[1].arn
}
resource "aws_ram_principal_association" "other" {
  resource_share_arn = aws_ram_resource_share.subnets.arn
  principal          = "111122223333"
}
# Read when it is applied: it waits for the network.
data "aws_ec2_managed_prefix_list" "cloudfront" {
  name       = "com.amazonaws.global.cloudfront.origin-facing"
  depends_on = [aws_vpc.main]
}
resource "aws_security_group" "origin" {
  name   = "origin"
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "origin" {
  security_group_id = aws_security_group.origin.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
}
resource "aws_lb" "origin" {
  name            = "origin"
  security_groups = [aws_security_group.origin.id]
  subnets         = aws_subnet.public[*].id
}
resource "aws_lb_listener" "origin" {
  load_balancer_arn = aws_lb.origin.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_cloudfront_distribution" "main" {
  enabled = true
  origin {
    domain_name = aws_lb.origin.dns_name
    origin_id   = "lb"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "http-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "lb"
    viewer_protocol_policy = "redirect-to-https"
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
# Behind a lattice: the group takes what the lattice sends.
resource "aws_security_group" "lattice" {
  name   = "lattice"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.200.0.0/16"]
  }
}
resource "aws_vpclattice_service_network" "main" {
  name      = "main"
  auth_type = "NONE"
}
resource "aws_vpclattice_service_network_vpc_association" "main" {
  vpc_identifier             = aws_vpc.main.id
  service_network_identifier = aws_vpclattice_service_network.main.id
  security_group_ids         = [aws_security_group.lattice.id]
}
resource "aws_vpclattice_service" "api" {
  name      = "api"
  auth_type = "NONE"
}
resource "aws_vpclattice_service_network_service_association" "api" {
  service_identifier         = aws_vpclattice_service.api.id
  service_network_identifier = aws_vpclattice_service_network.main.id
}
resource "aws_vpclattice_target_group" "api" {
  name = "api"
  type = "INSTANCE"
  config {
    vpc_identifier = aws_vpc.far.id
    port           = 8080
    protocol       = "HTTP"
  }
}
resource "aws_vpclattice_target_group_attachment" "api" {
  target_group_identifier = aws_vpclattice_target_group.api.id
  target { id = aws_instance.far.id }
}
resource "aws_vpclattice_listener" "api" {
  name               = "api"
  protocol           = "HTTP"
  port               = 443
  service_identifier = aws_vpclattice_service.api.id
  default_action {
    forward {
      target_groups { target_group_identifier = aws_vpclattice_target_group.api.id }
    }
  }
}
resource "aws_vpc" "far" { cidr_block = "10.201.0.0/16" }
resource "aws_subnet" "far" {
  vpc_id     = aws_vpc.far.id
  cidr_block = "10.201.0.0/24"
}
resource "aws_security_group" "far" {
  name   = "far"
  vpc_id = aws_vpc.far.id
  ingress {
    protocol    = "tcp"
    from_port   = 8080
    to_port     = 8080
    cidr_blocks = ["169.254.171.0/24"]
  }
}
resource "aws_instance" "far" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.far.id
  vpc_security_group_ids = [aws_security_group.far.id]
}
# A function with a URL that can reach the database: a step for who gets in there.
resource "aws_security_group" "function" {
  name   = "function"
  vpc_id = aws_vpc.main.id
  egress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.200.0.0/16"]
  }
}
resource "aws_lambda_function" "api" {
  function_name = "api"
  role          = "arn:aws:iam::111122223333:role/api"
  handler       = "index.handler"
  runtime       = "python3.12"
  s3_bucket     = "code"
  s3_key        = "api.zip"
  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.function.id]
  }
}
resource "aws_lambda_function_url" "api" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_permission" "url" {
  statement_id           = "url"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.api.function_name
  principal              = "*"
  function_url_auth_type = "NONE"
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.function.id]
  }
}
resource "aws_instance" "db" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_instance" "public" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.public[1].id
  vpc_security_group_ids = [aws_security_group.public.id]
}
resource "aws_security_group" "public" {
  name   = "public"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol  = "tcp"
    from_port = 22
    to_port   = 22
    self      = true
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
