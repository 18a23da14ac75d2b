# Who did what in the account.

resource "aws_kms_key" "trail" {
  description         = "Audit trail"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "TrailEncrypts"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:${var.region}:${var.account_id}:trail/${var.name}" } }
      },
    ]
  })
}

resource "aws_cloudtrail" "main" {
  name                       = var.name
  s3_bucket_name             = aws_s3_bucket.trail.bucket
  kms_key_id                 = aws_kms_key.trail.arn
  is_multi_region_trail      = true
  enable_log_file_validation = true

  insight_selector {
    insight_type = "ApiCallRateInsight"
  }

  insight_selector {
    insight_type = "ApiErrorRateInsight"
  }

  depends_on = [aws_s3_bucket_policy.trail]
}

# Alarms, and who hears them.

resource "aws_sns_topic" "alerts" {
  name = "${var.name}-alerts"
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "api-high-error-rate"
  alarm_description   = "Alert when API error rate exceeds threshold"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_4XX_Count"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 2
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { LoadBalancer = aws_lb.main.arn_suffix }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "ecs-high-cpu"
  alarm_description   = "Alert when ECS CPU is consistently high"
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  threshold           = 85
  comparison_operator = "GreaterThanThreshold"
  dimensions          = { ClusterName = aws_ecs_cluster.main.name, ServiceName = aws_ecs_service.app.name }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

resource "aws_cloudwatch_metric_alarm" "storage" {
  alarm_name          = "database-storage"
  alarm_description   = "Alert when the database runs out of storage"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 2000000000
  comparison_operator = "LessThanThreshold"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.main.identifier }
  alarm_actions       = [aws_sns_topic.alerts.arn]
}

# All logs in one place.

resource "aws_opensearch_domain" "logs" {
  domain_name    = "${var.name}-logs"
  engine_version = "OpenSearch_2.17"

  cluster_config {
    instance_type          = "r6g.large.search"
    instance_count         = 2
    zone_awareness_enabled = true
  }

  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = 100
  }

  vpc_options {
    subnet_ids         = values(aws_subnet.app)[*].id
    security_group_ids = [aws_security_group.search.id]
  }

  node_to_node_encryption {
    enabled = true
  }

  encrypt_at_rest {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }

  # Who may write is a role, and no password that somebody has to keep.
  advanced_security_options {
    enabled = true

    master_user_options {
      master_user_arn = "arn:aws:iam::${var.account_id}:role/${var.name}-log-delivery"
    }
  }

  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DeliverLogs"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.account_id}:role/${var.name}-log-delivery" }
      Action    = ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"]
      Resource  = "arn:aws:es:${var.region}:${var.account_id}:domain/${var.name}-logs/*"
    }]
  })

  depends_on = [aws_iam_role.log_delivery]
}

resource "aws_security_group" "search" {
  name        = "${var.name}-search"
  description = "Search domain of the logs"
  vpc_id      = aws_vpc.main.id
}

resource "aws_iam_role" "log_delivery" {
  name = "${var.name}-log-delivery"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_cloudwatch_log_subscription_filter" "app" {
  name            = "app-logs-filter"
  log_group_name  = aws_cloudwatch_log_group.app.name
  filter_pattern  = ""
  destination_arn = var.log_forwarder_arn
}
