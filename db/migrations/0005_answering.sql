-- WITHOUT ROWID: what anonymous surveys keep lies in the order of random keys, so that nothing says what came first.
CREATE TABLE `anonymous_receipts` (
	`receipt_hash` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `answer_files` (
	`id` text PRIMARY KEY NOT NULL,
	`response_id` text NOT NULL,
	`field` text NOT NULL,
	`file_name` text NOT NULL,
	`media_type` text NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE cascade ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `answer_files_by_response` ON `answer_files` (`response_id`);--> statement-breakpoint
CREATE INDEX `answer_files_by_hash` ON `answer_files` (`sha256`);--> statement-breakpoint
CREATE TABLE `draft_rivals` (
	`response_id` text NOT NULL,
	`question` text NOT NULL,
	`fields` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`response_id`, `question`),
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE cascade ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `paper_checks` (
	`response_id` text PRIMARY KEY NOT NULL,
	`checked_by` text NOT NULL,
	`differences` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE cascade ON DELETE no action,
	FOREIGN KEY (`checked_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `paper_entries` (
	`response_id` text PRIMARY KEY NOT NULL,
	`entered_by` text NOT NULL,
	`consent` text NOT NULL,
	`reference` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE cascade ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `participations` (
	`invitation_id` text PRIMARY KEY NOT NULL,
	FOREIGN KEY (`invitation_id`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `response_reopenings` (
	`response_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`response_id`) REFERENCES `responses`(`id`) ON UPDATE cascade ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sealed_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`survey_id` text NOT NULL,
	`sealed` text NOT NULL,
	FOREIGN KEY (`survey_id`) REFERENCES `surveys`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `submission_withdrawals` (
	`submission_id` text PRIMARY KEY NOT NULL,
	`replaced_by` text,
	`receipt` text,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaced_by`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `responses` ADD `strata` text;--> statement-breakpoint
ALTER TABLE `responses` ADD `orders` text;--> statement-breakpoint
ALTER TABLE `surveys` ADD `is_anonymous` integer DEFAULT false NOT NULL;