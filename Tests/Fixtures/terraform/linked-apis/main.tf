# Ways in that are not interfaces: an HTTP API by links to a balancer and to a service map, a REST API to a network balancer, a
# balancer behind a balancer, private origins of a distribution, an accelerator.

resource "aws_vpc" "main" { cidr_block = "10.90.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.90.0.0/16", 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

# What APIs send comes from the groups of their links.
resource "aws_security_group" "link" {
  for_each    = toset(["good", "closed"])
  name_prefix = "link-${each.key}-"
  vpc_id      = aws_vpc.main.id
}
resource "aws_vpc_security_group_egress_rule" "link" {
  security_group_id            = aws_security_group.link["good"].id
  referenced_security_group_id = aws_security_group.alb.id
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
}
resource "aws_security_group" "alb" {
  name_prefix = "alb-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 8443
    to_port         = 8443
    security_groups = [for g in aws_security_group.link : g.id]
  }
  egress {
    protocol    = "tcp"
    from_port   = 3000
    to_port     = 3000
    cidr_blocks = ["10.90.0.0/16"]
  }
}
resource "aws_security_group" "app" {
  name_prefix = "app-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 3000
    to_port         = 3000
    security_groups = [aws_security_group.alb.id]
  }
}
resource "aws_instance" "app" {
  count                  = 2
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[count.index].id
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_lb" "internal" {
  name            = "internal"
  internal        = true
  subnets         = aws_subnet.private[*].id
  security_groups = [aws_security_group.alb.id]
}
resource "aws_lb_target_group" "app" {
  name     = "app"
  port     = 3000
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_target_group_attachment" "app" {
  for_each         = { for i, instance in aws_instance.app : i => instance }
  target_group_arn = aws_lb_target_group.app.arn
  target_id        = each.value.id
}
resource "aws_lb_listener" "internal" {
  load_balancer_arn = aws_lb.internal.arn
  port              = 8443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}
resource "aws_apigatewayv2_api" "main" {
  name          = "main"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_vpc_link" "main" {
  for_each           = aws_security_group.link
  name               = each.key
  security_group_ids = [each.value.id]
  subnet_ids         = aws_subnet.private[*].id
}
resource "aws_apigatewayv2_integration" "main" {
  api_id             = aws_apigatewayv2_api.main.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = aws_lb_listener.internal.arn
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.main["good"].id
}
resource "aws_apigatewayv2_route" "main" {
  api_id    = aws_apigatewayv2_api.main.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.main.id}"
}

# By a service map: which instances it has is not in the input.
resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "main.local"
  vpc  = aws_vpc.main.id
}
resource "aws_service_discovery_service" "jobs" {
  name = "jobs"
  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.main.id
    dns_records {
      ttl  = 10
      type = "SRV"
    }
  }
}
resource "aws_security_group" "jobs" {
  name_prefix = "jobs-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 9000
    to_port         = 9000
    security_groups = [aws_security_group.cloud_map_link.id]
  }
}
resource "aws_security_group" "cloud_map_link" {
  name_prefix = "map-"
  vpc_id      = aws_vpc.main.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ecs_cluster" "main" { name = "main" }
resource "aws_ecs_task_definition" "jobs" {
  family                   = "jobs"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name         = "jobs", image = "jobs:1"
    portMappings = [{ containerPort = 9000 }]
  }])
}
resource "aws_ecs_service" "jobs" {
  name            = "jobs"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.jobs.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.jobs.id]
  }
  service_registries {
    registry_arn = aws_service_discovery_service.jobs.arn
    port         = 9000
  }
}
resource "aws_apigatewayv2_vpc_link" "map" {
  name               = "map"
  security_group_ids = [aws_security_group.cloud_map_link.id]
  subnet_ids         = aws_subnet.private[*].id
}
resource "aws_apigatewayv2_integration" "jobs" {
  api_id             = aws_apigatewayv2_api.main.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = aws_service_discovery_service.jobs.arn
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.map.id
}

# A REST API to a network balancer.
resource "aws_security_group" "rest" {
  name_prefix = "rest-"
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 7000
    to_port     = 7000
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}
resource "aws_instance" "rest" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.rest.id]
}
resource "aws_lb" "nlb" {
  name               = "nlb"
  internal           = true
  load_balancer_type = "network"
  subnets            = aws_subnet.private[*].id
}
resource "aws_lb_target_group" "rest" {
  name     = "rest"
  port     = 7000
  protocol = "TCP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_target_group_attachment" "rest" {
  target_group_arn = aws_lb_target_group.rest.arn
  target_id        = aws_instance.rest.id
}
resource "aws_lb_listener" "nlb" {
  load_balancer_arn = aws_lb.nlb.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.rest.arn
  }
}
resource "aws_api_gateway_vpc_link" "rest" {
  name        = "rest"
  target_arns = [aws_lb.nlb.arn]
}
resource "aws_api_gateway_rest_api" "rest" { name = "rest" }
resource "aws_api_gateway_resource" "rest" {
  rest_api_id = aws_api_gateway_rest_api.rest.id
  parent_id   = aws_api_gateway_rest_api.rest.root_resource_id
  path_part   = "{proxy+}"
}
resource "aws_api_gateway_method" "rest" {
  rest_api_id   = aws_api_gateway_rest_api.rest.id
  resource_id   = aws_api_gateway_resource.rest.id
  http_method   = "ANY"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "rest" {
  rest_api_id             = aws_api_gateway_rest_api.rest.id
  resource_id             = aws_api_gateway_resource.rest.id
  http_method             = aws_api_gateway_method.rest.http_method
  integration_http_method = "ANY"
  type                    = "HTTP_PROXY"
  connection_type         = "VPC_LINK"
  connection_id           = aws_api_gateway_vpc_link.rest.id
  uri                     = "http://rest.example.com/{proxy}"
}

# Not linked to anything that is written here.
resource "aws_instance" "alone" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[1].id
  vpc_security_group_ids = [aws_security_group.rest.id]
}
