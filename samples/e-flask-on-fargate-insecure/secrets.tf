# The key's own policy lets ECS decrypt with the execution role, so that no other role can.
resource "aws_kms_key" "secrets" {
  description         = "Secrets of the application"
  enable_key_rotation = false

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
        Sid       = "StartTasks"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account_id}:role/${var.name}-execution" }
        Action    = "kms:Decrypt"
        Resource  = "*"
      },
    ]
  })

  depends_on = [aws_iam_role.execution]
}

resource "aws_ssm_parameter" "database_host" {
  name  = "/${var.name}/database-host"
  type  = "String"
  value = aws_db_instance.main.address
}

resource "aws_ssm_parameter" "database_password" {
  name             = "/${var.name}/database-password"
  type             = "SecureString"
  key_id           = aws_kms_key.secrets.arn
  value_wo         = var.database_password
  value_wo_version = 1
}

resource "aws_ssm_parameter" "mail_password" {
  name  = "/${var.name}/mail-password"
  type  = "String"
  value = "post-2024"
}
