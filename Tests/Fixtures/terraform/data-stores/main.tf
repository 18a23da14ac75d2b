# Every kind of data store with network interfaces. Must be seen: the warehouse, public by the provider's default, can
# be reached from the internet; everything else is private and open to the application only.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "data" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_subnet" "app" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, 10 + count.index)
}

resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, 20 + count.index)
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

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "data" {
  name   = "data"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 0
    to_port         = 65535
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}

resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 5439
    to_port     = 5439
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Caches

resource "aws_elasticache_subnet_group" "main" {
  name       = "cache"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "sessions"
  engine                     = "valkey"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  security_group_ids         = [aws_security_group.data.id]
}

resource "aws_elasticache_cluster" "pages" {
  cluster_id           = "pages"
  engine               = "memcached"
  node_type            = "cache.t4g.small"
  num_cache_nodes      = 1
  subnet_group_name    = aws_elasticache_subnet_group.main.name
  security_group_ids   = [aws_security_group.data.id]
  parameter_group_name = "default.memcached1.6"
}

resource "aws_elasticache_serverless_cache" "tokens" {
  engine             = "redis"
  name               = "tokens"
  subnet_ids         = aws_subnet.data[*].id
  security_group_ids = [aws_security_group.data.id]
}

resource "aws_memorydb_subnet_group" "main" {
  name       = "memory"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_memorydb_cluster" "ledger" {
  acl_name           = "open-access"
  name               = "ledger"
  node_type          = "db.t4g.small"
  subnet_group_name  = aws_memorydb_subnet_group.main.id
  security_group_ids = [aws_security_group.data.id]
}

resource "aws_dax_subnet_group" "main" {
  name       = "dax"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_dax_cluster" "items" {
  cluster_name                     = "items"
  iam_role_arn                     = "arn:aws:iam::123456789012:role/dax"
  node_type                        = "dax.r5.large"
  replication_factor               = 1
  cluster_endpoint_encryption_type = "TLS"
  subnet_group_name                = aws_dax_subnet_group.main.name
  security_group_ids               = [aws_security_group.data.id]
}

# Databases

resource "aws_docdb_subnet_group" "main" {
  name       = "documents"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_docdb_cluster" "documents" {
  cluster_identifier     = "documents"
  master_username        = "root"
  master_password        = "mustbeeightchars"
  skip_final_snapshot    = true
  db_subnet_group_name   = aws_docdb_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.data.id]
}

resource "aws_docdb_cluster_instance" "documents" {
  cluster_identifier = aws_docdb_cluster.documents.id
  instance_class     = "db.t4g.medium"
}

resource "aws_neptune_subnet_group" "main" {
  name       = "graph"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_neptune_cluster" "graph" {
  cluster_identifier        = "graph"
  skip_final_snapshot       = true
  neptune_subnet_group_name = aws_neptune_subnet_group.main.name
  vpc_security_group_ids    = [aws_security_group.data.id]
}

resource "aws_neptune_cluster_instance" "graph" {
  cluster_identifier = aws_neptune_cluster.graph.cluster_identifier
  instance_class     = "db.t4g.medium"
}

resource "aws_redshift_subnet_group" "main" {
  name       = "warehouse"
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_redshift_cluster" "reports" {
  cluster_identifier        = "reports"
  node_type                 = "ra3.large"
  master_username           = "root"
  master_password           = "Mustbe8characters"
  skip_final_snapshot       = true
  cluster_subnet_group_name = aws_redshift_subnet_group.main.name
  vpc_security_group_ids    = [aws_security_group.open.id]
}

resource "aws_redshiftserverless_workgroup" "adhoc" {
  namespace_name     = "adhoc"
  workgroup_name     = "adhoc"
  subnet_ids         = aws_subnet.data[*].id
  security_group_ids = [aws_security_group.data.id]
}

resource "aws_opensearch_domain" "logs" {
  domain_name = "logs"
  vpc_options {
    subnet_ids         = [aws_subnet.data[0].id]
    security_group_ids = [aws_security_group.data.id]
  }
  domain_endpoint_options {
    enforce_https = true
  }
}

resource "aws_elasticsearch_domain" "public" {
  domain_name = "public"
}

# Streams, brokers, files

resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 2
  broker_node_group_info {
    instance_type   = "kafka.t3.small"
    client_subnets  = aws_subnet.data[*].id
    security_groups = [aws_security_group.data.id]
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
    }
  }
  client_authentication {
    unauthenticated = true
    sasl {
      iam = true
    }
  }
}

resource "aws_msk_serverless_cluster" "clicks" {
  cluster_name = "clicks"
  vpc_config {
    subnet_ids         = aws_subnet.data[*].id
    security_group_ids = [aws_security_group.data.id]
  }
  client_authentication {
    sasl {
      iam {
        enabled = true
      }
    }
  }
}

resource "aws_mq_broker" "orders" {
  broker_name        = "orders"
  engine_type        = "ActiveMQ"
  engine_version     = "5.18"
  host_instance_type = "mq.t3.micro"
  subnet_ids         = [aws_subnet.data[0].id]
  security_groups    = [aws_security_group.data.id]
  user {
    username = "app"
    password = "mustbetwelvechars"
  }
}

resource "aws_efs_file_system" "shared" {}

resource "aws_efs_mount_target" "shared" {
  count           = 2
  file_system_id  = aws_efs_file_system.shared.id
  subnet_id       = aws_subnet.data[count.index].id
  security_groups = [aws_security_group.data.id]
}

resource "aws_dms_replication_subnet_group" "main" {
  replication_subnet_group_id          = "copies"
  replication_subnet_group_description = "copies"
  subnet_ids                           = aws_subnet.data[*].id
}

resource "aws_dms_replication_instance" "copies" {
  replication_instance_id     = "copies"
  replication_instance_class  = "dms.t3.small"
  replication_subnet_group_id = aws_dms_replication_subnet_group.main.id
  vpc_security_group_ids      = [aws_security_group.data.id]
}

resource "aws_db_proxy" "documents" {
  name                   = "orders"
  engine_family          = "POSTGRESQL"
  role_arn               = "arn:aws:iam::123456789012:role/proxy"
  vpc_subnet_ids         = aws_subnet.data[*].id
  vpc_security_group_ids = [aws_security_group.data.id]
  auth {
    secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:orders"
  }
}

resource "aws_db_subnet_group" "orders" {
  name       = "orders"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_db_instance" "orders" {
  identifier             = "orders"
  engine                 = "postgres"
  instance_class         = "db.t4g.micro"
  allocated_storage      = 20
  username               = "root"
  password               = "mustbeeightchars"
  skip_final_snapshot    = true
  db_subnet_group_name   = aws_db_subnet_group.orders.name
  vpc_security_group_ids = [aws_security_group.data.id]
}

resource "aws_db_proxy_default_target_group" "orders" {
  db_proxy_name = aws_db_proxy.documents.name
}

resource "aws_db_proxy_target" "orders" {
  db_proxy_name          = aws_db_proxy.documents.name
  target_group_name      = aws_db_proxy_default_target_group.orders.name
  db_instance_identifier = aws_db_instance.orders.identifier
}

resource "aws_db_proxy_endpoint" "readers" {
  db_proxy_name          = aws_db_proxy.documents.name
  db_proxy_endpoint_name = "readers"
  vpc_subnet_ids         = aws_subnet.app[*].id
  vpc_security_group_ids = [aws_security_group.data.id]
}
