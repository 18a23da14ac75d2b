# Names of Route 53 and CloudFront and what they are of.
#
# Must be seen: beta and gone as dangling (a website is the bucket with the record's name; no record is called nowhere),
# api as dangling (not among the distribution's aliases), gamma and unknown_zone as undecided (the bucket's name, the
# zone's name). Not: www, app, dev and in_zone. The origin is no finding: its listener asks for the header.
variable "domain" { default = "example.com" }
resource "aws_route53_zone" "main" { name = var.domain }
resource "aws_route53_zone" "dev" {
  count = 1
  name  = "dev.${var.domain}"
}
resource "aws_s3_bucket" "site" { bucket = "www.${var.domain}" }
resource "aws_s3_bucket" "other" { bucket_prefix = "site" }
resource "aws_s3_bucket_website_configuration" "site" {
  bucket = aws_s3_bucket.site.id
  index_document {
    suffix = "index.html"
  }
}
resource "aws_s3_bucket_website_configuration" "other" {
  bucket = aws_s3_bucket.other.id
  index_document {
    suffix = "index.html"
  }
}
resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www"
  type    = "A"
  alias {
    name                   = aws_s3_bucket_website_configuration.site.website_domain
    zone_id                = aws_s3_bucket.site.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "beta" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "beta"
  type    = "A"
  alias {
    name                   = aws_s3_bucket_website_configuration.site.website_domain
    zone_id                = aws_s3_bucket.site.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "gamma" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "gamma"
  type    = "A"
  alias {
    name                   = aws_s3_bucket_website_configuration.other.website_domain
    zone_id                = aws_s3_bucket.other.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_cloudfront_distribution" "app" {
  enabled = true
  aliases = ["app.${var.domain}", "*.dev.${var.domain}"]
  origin {
    origin_id   = "alb"
    domain_name = aws_lb.main.dns_name
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
    custom_header {
      name  = "X-Verify"
      value = "s3cr3t"
    }
  }
  origin {
    origin_id   = "site"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id       = "alb"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
resource "aws_route53_record" "app" {
  for_each = toset(["app", "api", "app.${var.domain}"])
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.key
  type     = "A"
  alias {
    name                   = aws_cloudfront_distribution.app.domain_name
    zone_id                = aws_cloudfront_distribution.app.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "dev" {
  count   = 2
  zone_id = aws_route53_zone.dev[0].zone_id
  name    = "x${count.index}"
  type    = "A"
  alias {
    name                   = aws_cloudfront_distribution.app.domain_name
    zone_id                = aws_cloudfront_distribution.app.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "unknown_zone" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "app"
  type    = "A"
  alias {
    name                   = aws_cloudfront_distribution.app.domain_name
    zone_id                = aws_cloudfront_distribution.app.hosted_zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "in_zone" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "old"
  type    = "A"
  alias {
    name                   = "app.example.com"
    zone_id                = aws_route53_zone.main.zone_id
    evaluate_target_health = false
  }
}
resource "aws_route53_record" "gone" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "gone"
  type    = "A"
  alias {
    name                   = "nowhere.example.com"
    zone_id                = aws_route53_zone.main.zone_id
    evaluate_target_health = false
  }
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
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
resource "aws_security_group" "alb" {
  description = "alb"
  vpc_id      = aws_vpc.main.id
  ingress {
    description = "https"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "main" {
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.alb.id]
}
resource "aws_lb_target_group" "app" {
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-central-1:111122223333:certificate/x"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "403"
    }
  }
}
resource "aws_lb_listener_rule" "cf" {
  listener_arn = aws_lb_listener.https.arn
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
  condition {
    http_header {
      http_header_name = "x-verify"
      values           = ["s3cr3t"]
    }
  }
}
